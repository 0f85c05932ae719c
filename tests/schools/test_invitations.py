"""A link lets one person join one school, while it is open; a school never loses its last coordinator."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from schools.invitations import (
    Closed,
    LastCoordinator,
    accept_invitation,
    digest_of,
    invite,
    join_with_account,
    remove_member,
    restore_invitation,
    return_member,
    token_of,
    withdraw_invitation,
)
from schools.models import Classroom, Invitation, Membership, Role, User
from tests.world import make_classroom, make_coordinator, make_school, make_teacher, make_user, teacher_of

FORTNIGHT = timedelta(days=14)


def make_invitation(school=None, role=Role.TEACHER, lasts=FORTNIGHT):
    school = school or make_school()
    return invite(school=school, role=role, lasts=lasts, user=make_coordinator(school))


def members(school):
    return set(school.memberships.values_list("user__name", "role"))


def test_the_database_holds_no_secret_of_a_link_and_each_link_has_its_own(db):
    one, other = make_invitation(), make_invitation()

    kept = [str(value) for row in Invitation.objects.values_list() for value in row]

    assert [digest_of(token_of(row)) for row in (one, other)] == [one.digest, other.digest]
    assert len({token_of(one), token_of(other)}) == 2
    assert not any(token_of(row) in value for row in (one, other) for value in kept)
    assert len(token_of(one)) == 22


def test_the_secret_of_a_link_needs_the_key_of_the_installation(db, settings):
    invitation = make_invitation()

    settings.SECRET_KEY = "une autre clé"

    assert digest_of(token_of(invitation)) != invitation.digest


def test_accepting_gives_the_role_and_spends_the_link(db):
    invitation, person = make_invitation(role=Role.COORDINATOR), make_user()

    accept_invitation(invitation=invitation, user=person)

    invitation.refresh_from_db()
    assert (person.name, "coordinator") in members(invitation.school)
    assert (invitation.accepted_by, invitation.accepted_at is not None) == (person, True)
    assert not Invitation.objects.open_now().exists()


def test_a_second_tap_of_the_same_person_changes_nothing(db):
    invitation, person = make_invitation(), make_user()

    first, second = (accept_invitation(invitation=invitation, user=person) for _time in range(2))

    assert first == second


def test_a_spent_link_lets_nobody_else_in(db):
    invitation, other = make_invitation(), make_user()
    accept_invitation(invitation=invitation, user=make_user())

    with pytest.raises(Closed):
        accept_invitation(invitation=invitation, user=other)

    assert not other.memberships.exists()


def test_somebody_who_was_removed_does_not_come_back_by_the_old_link(db):
    invitation, person = make_invitation(), make_user()
    remove_member(membership=accept_invitation(invitation=invitation, user=person))

    with pytest.raises(Closed):
        accept_invitation(invitation=invitation, user=person)

    assert not person.memberships.exists()


def test_who_has_the_role_already_does_not_spend_the_link(db):
    school = make_school()
    invitation, teacher = make_invitation(school), make_teacher(school)

    accept_invitation(invitation=invitation, user=teacher)

    assert Invitation.objects.open_now().get() == invitation


@pytest.mark.parametrize("fate", ["expired", "withdrawn"])
def test_a_link_whose_days_are_over_or_that_was_withdrawn_lets_nobody_in(db, fate):
    invitation, person = make_invitation(), make_user()
    if fate == "expired":
        Invitation.objects.update(expires_at=now())
    else:
        withdraw_invitation(invitation=invitation)

    with pytest.raises(Closed):
        accept_invitation(invitation=invitation, user=person)

    assert not person.memberships.exists()


def test_a_link_that_was_withdrawn_by_mistake_serves_again(db):
    invitation = make_invitation()
    withdraw_invitation(invitation=invitation)

    restore_invitation(invitation=invitation)

    assert Invitation.objects.open_now().get() == invitation


def test_a_used_link_is_neither_withdrawn_nor_opened_again(db):
    invitation = make_invitation()
    accept_invitation(invitation=invitation, user=make_user())

    withdraw_invitation(invitation=invitation)
    restore_invitation(invitation=invitation)

    invitation.refresh_from_db()
    assert (invitation.withdrawn_at, Invitation.objects.open_now().exists()) == (None, False)


def test_a_new_account_and_its_role_come_together_or_not_at_all(db):
    open_one, spent = make_invitation(), make_invitation()
    accept_invitation(invitation=spent, user=make_user())
    given = {"name": "Ada", "password": "escargot-tranquille"}

    joined = join_with_account(invitation=open_one, email="ada@example.org", **given)
    with pytest.raises(Closed):
        join_with_account(invitation=spent, email="autre@example.org", **given)

    assert joined.check_password("escargot-tranquille")
    assert (joined.name, "teacher") in members(open_one.school)
    assert not User.objects.filter(email="autre@example.org").exists()


def test_a_role_that_is_removed_keeps_the_classes_and_comes_back(db):
    classroom = make_classroom()
    teacher = teacher_of(classroom)
    membership = teacher.memberships.get()

    remove_member(membership=membership)
    while_away = Classroom.objects.visible_to(teacher).exists()
    return_member(school=classroom.school, user=teacher, role=Role.TEACHER)

    assert (while_away, list(Classroom.objects.visible_to(teacher))) == (False, [classroom])


def test_the_last_coordinator_stays(db):
    coordinator = make_coordinator()

    with pytest.raises(LastCoordinator):
        remove_member(membership=coordinator.memberships.get())

    assert Membership.objects.get().user == coordinator


def test_of_two_coordinators_one_may_leave(db):
    school = make_school()
    staying, leaving = make_coordinator(school), make_coordinator(school)

    remove_member(membership=leaving.memberships.get())

    assert members(school) == {(staying.name, "coordinator")}
