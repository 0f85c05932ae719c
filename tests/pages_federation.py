"""The pages of a school's team, of invitations, of kind words and of federations: lines of the table in `pages.py`."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from label.federation_export import latest_export
from label.models import FederationExport
from progress.models import Nudge
from schools.models import Invitation, Membership, Organisation, Role
from tests.page_table import COORDINATED, Page, acting, coordinated_post
from tests.whole_world import World

FEDERATION = "in in in 403 403 403 403 403 200"
FEDERATION_ACTS = "in in in 403 403 403 403 403 →federation_page"
TEAM_ACTS = "in in in 403 403 →school_team →school_team 403 403"
NOBODY_INVITED = "410 410 410 410 410 410 410 410 410"


def _school(world: World) -> tuple[str]:
    return (world.classroom.school.key,)


def _organisation(world: World) -> Organisation:
    return Organisation.objects.get(schools=world.classroom.school_id)


def _federation(world: World) -> tuple[str]:
    return (_organisation(world).key,)


def _whole(world: World) -> tuple[str, UUID]:
    return (*_federation(world), latest_export(_organisation(world)).pk)


def _running(world: World) -> tuple[str, UUID]:
    return (*_federation(world), FederationExport.objects.unfinished().get(organisation=_organisation(world)).pk)


def _invitation(world: World) -> tuple[str, UUID]:
    return (*_school(world), Invitation.objects.get(school=world.classroom.school).pk)


def _member(world: World) -> tuple[str, int]:
    """Give the role of somebody who teaches in the world's school and not the world's class."""
    teachers = Membership.objects.filter(school=world.classroom.school, role=Role.TEACHER)
    return (*_school(world), teachers.exclude(user__classrooms=world.classroom).order_by("pk").first().pk)


def _nudge(world: World) -> tuple[int]:
    return (Nudge.objects.get(classroom=world.classroom).pk,)


def _invited(_world: World) -> dict[str, Any]:
    return {"role": Role.TEACHER.value, "days": str(timedelta(weeks=2).days)}


PAGES = {
    "school_team": Page(COORDINATED, coordinated_post("school_invitation"), _school, _invited),
    "school_invitation": Page(COORDINATED, args=_invitation),
    "invitation_withdraw": Page(TEAM_ACTS, coordinated_post("school_team"), _invitation),
    "invitation_restore": Page(TEAM_ACTS, coordinated_post("school_team"), _invitation),
    "member_remove": Page(TEAM_ACTS, coordinated_post("school_team"), _member),
    "member_return": Page(TEAM_ACTS, coordinated_post("school_team"), _school),
    "invitation_link": Page(" ".join(["→invitation"] * 9), args=lambda world: ("pas-une-invitation",)),
    "invitation": Page(NOBODY_INVITED, NOBODY_INVITED),
    "school_nudges": Page(
        COORDINATED, coordinated_post("school_nudges"), _school, lambda world: {"situation": "pas-commence"}
    ),
    "school_nudges_undo": Page(
        "in in in 403 403 →school_nudges →school_nudges 403 403", coordinated_post("school_nudges"), _school
    ),
    "nudge_seen": Page(acting("classrooms"), "in in in →classroom_page 404 403 403 403 403", _nudge),
    "federations": Page("in in in 403 403 403 403 403 →federation_page"),
    "federation_page": Page(FEDERATION, args=_federation),
    "federation_ask": Page(FEDERATION_ACTS, "in in in 403 403 403 403 403 →federation_export", _federation),
    "federation_export": Page(FEDERATION, args=_whole),
    "federation_go": Page(FEDERATION_ACTS, "in in in 403 403 403 403 403 →federation_export", _running),
    "federation_file": Page(FEDERATION, args=lambda world: (*_whole(world), "csv")),
}
