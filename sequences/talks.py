"""Writes on what a class talks about outside its sequences: questioning cards, and stories of dissonance."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate, now

from quizzes.models import Quiz, Sitting
from quizzes.services import sitting_of_today
from schools.models import Classroom, User
from sequences.models import Card, CardDiscussion


@transaction.atomic
def record_discussion(
    *, card: Card, classroom: Classroom, teacher: User, question: str = "", day: date | None = None
) -> CardDiscussion:
    """Note that the class talked about a card; noting it again the same day only keeps the newer question."""
    Classroom.objects.select_for_update().get(pk=classroom.pk)
    discussion, created = CardDiscussion.objects.get_or_create(
        school_id=classroom.school_id,
        classroom=classroom,
        card=card,
        day=day or localdate(),
        undone_at=None,
        defaults={"question": question, "recorded_by": teacher},
    )
    if not created and question:
        discussion.question = question
        discussion.save(update_fields=["question"])
    return discussion


def undo_discussion(*, discussion: CardDiscussion) -> CardDiscussion:
    """Take a discussion back."""
    discussion.undone_at = discussion.undone_at or now()
    discussion.save(update_fields=["undone_at"])
    return discussion


@transaction.atomic
def redo_discussion(*, discussion: CardDiscussion) -> CardDiscussion:
    """Undo an undoing, unless the card was noted again for that day: then that note stands."""
    Classroom.objects.select_for_update().get(pk=discussion.classroom_id)
    standing = CardDiscussion.objects.standing().filter(
        classroom_id=discussion.classroom_id, card_id=discussion.card_id, day=discussion.day
    )
    other = standing.first()
    if other is not None:
        return other
    discussion.undone_at = None
    discussion.save(update_fields=["undone_at"])
    return discussion


@transaction.atomic
def launch_story(*, quiz: Quiz, classroom: Classroom, teacher: User) -> Sitting:
    """Open stories on the tablets outside any sequence; while they are open, opening them again is the same sitting."""
    held = Classroom.objects.select_for_update().get(pk=classroom.pk)
    running = Sitting.objects.running().single().filter(classroom=held, revision__parent=quiz).first()
    return running or sitting_of_today(quiz=quiz, classroom=held, teacher=teacher)
