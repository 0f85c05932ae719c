"""A pupil takes a whole quiz by plain forms, without a script."""

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Answer, Attempt, Position, Sitting
from quizzes.services import close_sitting
from schools.secrets import pin_of
from tests.plain import address_of, follow, links, path_of, press, send, tree
from tests.quizzes.tablet import (
    answer,
    asked,
    begin,
    given,
    keys_of,
    question_of,
    question_page,
    tablet,
    values_for,
)
from tests.world import make_classroom, make_sitting, pupil_of


@pytest.fixture
def sitting(content) -> Sitting:
    return make_sitting(make_classroom(opened=True))


@pytest.fixture
def stories(content) -> Sitting:
    return make_sitting(make_classroom(grades=("S1",), opened=True), "sq08-histoires")


def test_a_whole_quiz_is_taken_by_plain_forms_to_its_end(sitting):
    client = tablet(sitting)
    page, visited = begin(client, sitting), []

    while path_of(page) != reverse("quiz_end", args=[sitting.pk]):
        visited.append(asked(page))
        page = follow(client, answer(client, page, Attempt.objects.get()), "next")

    assert visited == keys_of(sitting)
    assert given() == dict.fromkeys(visited, 1.0)
    assert (page.context["right"], page.context["marked"]) == (len(visited), len(visited))
    assert Attempt.objects.get().finished_at is not None


def test_a_wrong_answer_is_stored_with_its_mark_and_explained(sitting):
    client = tablet(sitting)
    page = begin(client, sitting)
    question = sitting.revision.spec.question(asked(page))
    wrong = next(option.key for option in question.options(sitting.revision.spec) if not option.right)

    told = answer(client, page, Attempt.objects.get(), [wrong])

    assert given() == {question.key: 0.0}
    assert (path_of(told), told.context["answer"].response) == (path_of(page), wrong)
    assert question.reason in tree(told).text_content()


@pytest.mark.parametrize("values", [[], ["99"], ["1", "2"], [""], ["<b>"]])
def test_a_form_without_one_answer_is_refused_on_the_page_of_its_question(sitting, values):
    client = tablet(sitting)
    page = begin(client, sitting)

    refused = press(client, page, "send", value=values)

    assert (refused.status_code, asked(refused)) == (422, asked(page))
    assert tree(refused).get_element_by_id("answer-error").text_content()
    assert given() == {}


def test_a_refused_estimate_keeps_what_was_typed(sitting):
    key = question_of(sitting, "estimate")
    client = tablet(sitting)
    begin(client, sitting)

    refused = press(client, question_page(client, sitting, key), "send", value="un million")

    assert (refused.status_code, tree(refused).xpath("//input[@name='value']/@value")) == (422, ["un million"])


@pytest.mark.parametrize("typed", ["nan", "inf", "-1", "1e400", "501", "0x10", "trente"])
def test_an_estimate_out_of_its_bounds_is_refused(sitting, typed):
    client = tablet(sitting)
    begin(client, sitting)

    refused = press(client, question_page(client, sitting, question_of(sitting, "estimate")), "send", value=typed)

    assert (refused.status_code, given()) == (422, {})


@pytest.mark.parametrize("typed", ["45", "45,0", " 45 ", "45.0"])
def test_an_estimate_is_read_as_people_write_numbers(sitting, typed):
    key = question_of(sitting, "estimate")
    client = tablet(sitting)
    begin(client, sitting)

    press(client, question_page(client, sitting, key), "send", value=typed)

    assert given() == {key: 1.0}


def order_on(page) -> list[str]:
    return tree(page).xpath("//*[@id='order']//input[@name='value']/@value")


def move(client: Client, page, value: str, direction: str):
    """Press one of the arrows beside a thing to put in order."""
    button = tree(page).xpath(f"//button[@name='deplacer'][@value='{value}:{direction}']")[0]
    return send(client, page, tree(page).get_element_by_id(button.get("form")), deplacer=button.get("value"))


def test_arrows_move_one_thing_by_one_place_and_store_nothing(sitting):
    client = tablet(sitting)
    begin(client, sitting)
    page = question_page(client, sitting, question_of(sitting, "order"))
    first = order_on(page)

    down = move(client, page, first[0], "bas")
    up = move(client, down, first[4], "haut")
    stuck = move(client, up, order_on(up)[0], "haut")

    assert order_on(down) == [first[1], first[0], first[2], first[3], first[4]]
    assert order_on(up) == [first[1], first[0], first[2], first[4], first[3]]
    assert order_on(stuck) == order_on(up)
    assert given() == {}


def test_an_order_made_with_arrows_is_the_one_that_is_sent(sitting):
    key = question_of(sitting, "order")
    client = tablet(sitting)
    begin(client, sitting)
    page = question_page(client, sitting, key)
    wanted = values_for(Attempt.objects.get(), key)

    for place, value in enumerate(wanted):
        while order_on(page).index(value) > place:
            page = move(client, page, value, "haut")
    press(client, page, "send")

    assert order_on(page) == wanted
    assert given() == {key: 1.0}


def test_a_thing_to_order_never_starts_in_the_right_order(sitting):
    key = question_of(sitting, "order")
    clients = [tablet(sitting, number) for number in (1, 2, 3)]
    for client in clients:
        begin(client, sitting)

    shown = [order_on(question_page(client, sitting, key)) for client in clients]

    right = [values_for(attempt, key) for attempt in Attempt.objects.order_by("pupil__number")]
    assert all(order != wanted for order, wanted in zip(shown, right, strict=True))


def test_a_reload_shows_the_same_question_in_the_same_order(sitting):
    client = tablet(sitting)
    page = begin(client, sitting)

    again = client.get(address_of(page))

    assert _offers(again) == _offers(page)


def _offers(page) -> list[tuple[str, str]]:
    return [(offer.value, offer.option.key) for offer in page.context["offers"]]


def test_going_back_to_an_answered_question_shows_its_answer_and_takes_no_other(sitting):
    client = tablet(sitting)
    page = begin(client, sitting)
    answer(client, page, Attempt.objects.get())
    stored = list(Answer.objects.values())

    back = client.get(address_of(page))
    again = answer(client, page, Attempt.objects.get(), [_wrong(sitting, asked(page))])

    assert not tree(back).xpath("//form[@id='answer-form']")
    assert (back.context["answer"], again.status_code) == (Answer.objects.get(), 409)
    assert list(Answer.objects.values()) == stored


def _wrong(sitting: Sitting, key: str) -> str:
    quiz = sitting.revision.spec
    return next(option.key for option in quiz.question(key).options(quiz) if not option.right)


def test_a_form_sent_twice_stores_one_answer(sitting):
    client = tablet(sitting)
    page = begin(client, sitting)

    first, second = (answer(client, page, Attempt.objects.get()) for _time in range(2))

    assert path_of(first) == path_of(second)
    assert Answer.objects.count() == 1


def test_pages_of_a_quiz_without_an_attempt_lead_to_its_beginning(sitting):
    client = tablet(sitting)
    key = keys_of(sitting)[0]

    pages = [question_page(client, sitting, key), client.get(reverse("quiz_end", args=[sitting.pk]), follow=True)]

    assert {path_of(page) for page in pages} == {reverse("quiz_start", args=[sitting.pk])}
    assert not Attempt.objects.exists()


def test_the_end_leads_back_to_the_first_question_that_waits(sitting):
    client = tablet(sitting)
    page = begin(client, sitting)
    answer(client, page, Attempt.objects.get())

    end = client.get(reverse("quiz_end", args=[sitting.pk]), follow=True)

    assert asked(end) == keys_of(sitting)[1]


def test_a_second_tablet_of_the_same_pupil_goes_on_where_the_first_stands(sitting):
    first, second = tablet(sitting), tablet(sitting)
    answer(first, begin(first, sitting), Attempt.objects.get())

    page = begin(second, sitting)
    answer(second, page, Attempt.objects.get())

    assert asked(page) == keys_of(sitting)[1]
    assert Attempt.objects.count() == 1
    assert list(given()) == keys_of(sitting)[:2]


def test_two_tablets_that_answer_one_question_keep_the_first_answer(sitting):
    first, second = tablet(sitting), tablet(sitting)
    pages = [begin(client, sitting) for client in (first, second)]
    attempt = Attempt.objects.get()
    answer(first, pages[0], attempt)

    told = answer(second, pages[1], attempt, [_wrong(sitting, asked(pages[1]))])

    assert given() == {keys_of(sitting)[0]: 1.0}
    assert told.context["answer"] == Answer.objects.get()


def test_an_expired_session_loses_no_answer(sitting):
    client = tablet(sitting)
    page = begin(client, sitting)
    client.cookies.clear()

    door = answer(client, page, Attempt.objects.get())
    code = press(client, door, "enter", code=sitting.classroom.join_code)
    secret = client.get(tree(code).xpath("//a[contains(@href, '/qui/1/')]/@href")[0])
    back = press(client, secret, "enter", pin=pin_of(pupil_of(sitting.classroom)))

    assert path_of(door) == reverse("pupil_door")
    assert given() == {asked(page): 1.0}
    assert (path_of(back), back.context["answer"]) == (path_of(page), Answer.objects.get())


def test_a_position_to_a_closed_sitting_is_refused_in_words_and_nothing_is_stored(stories):
    client = tablet(stories)
    page = begin(client, stories)
    close_sitting(sitting=stories)

    refused = answer(client, page, Attempt.objects.get())

    assert (refused.status_code, Position.objects.count()) == (410, 0)
    assert tree(refused).xpath("//*[@role='alert']")


def test_an_answer_that_the_closing_cut_off_is_late_and_explained(sitting):
    client = tablet(sitting)
    page = begin(client, sitting)
    close_sitting(sitting=sitting)

    told = answer(client, page, Attempt.objects.get())

    assert (path_of(told), given()) == (address_of(page), {asked(page): 1.0})
    assert Answer.objects.get().late


def test_a_sitting_that_closed_under_way_shows_its_end_and_keeps_what_was_answered(sitting):
    client = tablet(sitting)
    page = answer(client, begin(client, sitting), Attempt.objects.get())
    close_sitting(sitting=sitting)

    end = follow(client, page, "next")

    assert (path_of(end), end.context["right"]) == (reverse("quiz_end", args=[sitting.pk]), 1)
    assert Attempt.objects.get().finished_at is None


def test_a_closed_sitting_cannot_be_begun(sitting):
    client = tablet(sitting)
    page = client.get(reverse("quiz_start", args=[sitting.pk]))
    close_sitting(sitting=sitting)

    refused = press(client, page, "start")

    assert (path_of(refused), Attempt.objects.count()) == (path_of(page), 0)
    assert not tree(refused).xpath("//*[@id='start']")


def test_what_the_teacher_opened_is_on_the_page_of_today_until_it_closes(sitting):
    client = tablet(sitting)
    start = reverse("quiz_start", args=[sitting.pk])

    before = links(client.get(reverse("pupil_today")))
    close_sitting(sitting=sitting)
    after = links(client.get(reverse("pupil_today")))

    assert (start in before, start in after) == (True, False)


def test_an_unknown_question_or_story_is_not_found(stories):
    client = tablet(stories)
    begin(client, stories)

    statuses = [
        question_page(client, stories, "nulle-part").status_code,
        client.get(reverse("quiz_debrief", args=[stories.pk, "nulle-part"])).status_code,
    ]

    assert statuses == [404, 404]
