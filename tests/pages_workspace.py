"""The pages of the coordinator's workspace: lines of the table in `pages.py`."""

from uuid import UUID

from label.models import FrozenState
from tests.page_table import COORDINATED, Page, coordinated_post
from tests.whole_world import World

STATE_ACTS = "in in in 403 403 →school_states →school_states 403 403"


def _school(world: World) -> tuple[str]:
    return (world.classroom.school.key,)


def _state(world: World) -> tuple[str, UUID]:
    return (*_school(world), FrozenState.objects.get(school=world.classroom.school).pk)


PAGES = {
    "school_states": Page(
        COORDINATED, coordinated_post("school_states"), _school, lambda world: {"note": "avant la relecture"}
    ),
    "state_remove": Page(STATE_ACTS, coordinated_post("school_states"), _state),
    "state_restore": Page(STATE_ACTS, coordinated_post("school_states"), _state),
    "school_compare": Page(COORDINATED, args=_school),
}
