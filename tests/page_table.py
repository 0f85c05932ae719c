"""How a line of the table of pages is written: the roles in their order, and what each of them gets."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.whole_world import World


@dataclass(frozen=True)
class Page:
    """A page's arguments, what each role gets by GET and by POST, and what a good POST says."""

    get: str
    post: str = ""
    args: Callable[[World], tuple[Any, ...]] = lambda world: ()
    data: Callable[[World], dict[str, Any]] = lambda world: {}


# Columns: anonymous, pupil, other pupil, teacher, other teacher, coordinator, other coordinator, platform staff, reader
# of a federation.
# `in` leads to the adults' sign-in, `door` to the pupils' one, `→name` to another page.
OPEN = "200 200 200 200 200 200 200 200 200"
DRAWN = " ".join(["→card_project"] * 9)
POST_ONLY = "405 405 405 405 405 405 405 405 405"
TEACHERS = "in in in 200 200 403 403 403 403"
TAUGHT = "in in in 200 404 403 403 403 403"
VISIBLE = "in in in 200 404 200 404 403 403"
COORDINATED = "in in in 403 403 200 404 403 403"
STAFFED = "in in in 200 200 200 404 403 403"
ACTING_ON_COMMITMENTS = "in in in →commitment_page →commitment_page →commitment_page →commitment_page 403 403"
ACTING_ON_CHARTER = "in in in 403 403 →school_commitments →school_commitments 403 403"
NO_DOOR = "door door door door door door door door door"
OWN = "door 200 404 door door door door door door"


def acting(parent: str) -> str:
    """By GET a page that only acts leads teachers to the page it belongs to."""
    return f"in in in →{parent} →{parent} 403 403 403 403"


def taught_post(destination: str) -> str:
    """Only a teacher of the class may act, and then lands on a page."""
    return f"in in in →{destination} 404 403 403 403 403"


def kept_post(destination: str) -> str:
    """Only those who may write on a class's promise act on it: its teachers."""
    return f"in in in →{destination} 404 404 404 403 403"


def coordinated_post(destination: str) -> str:
    """Only the coordination of the school may act, and then lands on a page."""
    return f"in in in 403 403 →{destination} 404 403 403"
