"""Modules of the self-training: open to read, and marked on the server for those who check themselves."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from quizzes.kinds import Choice, Estimate, Ordering, SeveralChoices, SingleChoice, TrueFalse
from quizzes.kinds import Item as Thing
from sequences.models import Module, ModuleRecord
from sequences.self_check import blank_check, field_name, marked_check
from tests.plain import links, press, tree, words
from tests.sequences.test_training_course import finish_all
from tests.world import make_teacher

QUESTIONS = (
    TrueFalse("cable", "Un câble ?", "Oui.", correct=True),
    SingleChoice(
        "un", "Lequel ?", "Voilà.", (Choice("bonne", "A", feedback="Bien vu."), Choice("fausse", "B")), "bonne"
    ),
    SeveralChoices("deux", "Lesquels ?", "Voilà.", (Choice("a", "A"), Choice("b", "B"), Choice("c", "C")), ("a", "b")),
    Ordering("ordre", "Dans quel ordre ?", "Voilà.", (Thing("x", "X"), Thing("y", "Y"), Thing("z", "Z"))),
    Estimate("combien", "Combien ?", "Voilà.", "video", 30.0, 60.0, 0.0, 100.0, 10.0, "g"),
)


class Spec:
    """As much of a module as its self-check reads."""

    questions = QUESTIONS


def typed(check, *, wrong: frozenset[str] = frozenset(), left_out: frozenset[str] = frozenset()) -> QueryDict:
    """Fill in the form of a self-check, rightly but for some questions."""
    data = QueryDict(mutable=True)
    for asked in check.asked:
        key, right = asked.question.key, asked.question.key not in wrong
        if key in left_out:
            continue
        if asked.question.piece == "estimate":
            data[asked.name] = f"{asked.question.low:g}".replace(".", ",") if right else str(asked.question.maximum)
        elif asked.question.piece == "order":
            places = {option.key: place for place, option in enumerate(asked.expected, 1)}
            for offer in asked.offers:
                place = places[offer.option.key]
                data[f"{asked.name}-{offer.value}"] = str(place if right else len(places) + 1 - place)
        else:
            chosen = [offer.value for offer in asked.offers if offer.option.right is right]
            data.setlist(asked.name, chosen if asked.question.several else chosen[:1])
    return data


@pytest.fixture
def module(content) -> Module:
    return Module.objects.published().get(key="pourquoi-enseigner")


def check_address(module: Module) -> str:
    return reverse("module_check", args=[module.key])


def answer(client, module: Module, **how):
    return client.post(check_address(module), dict(typed(blank_check(module.spec), **how).lists()))


# What is typed, read and marked


def test_every_kind_of_question_can_be_answered_rightly_and_wrongly():
    blank = blank_check(Spec)

    right = marked_check(Spec, typed(blank))
    wrong = marked_check(Spec, typed(blank, wrong=frozenset(question.key for question in QUESTIONS)))

    assert [asked.mark for asked in right.asked] == [1, 1, 1, 1, 1]
    assert [asked.mark for asked in wrong.asked] == [0, 0, 0, 0, 0]
    assert (right.right, wrong.right) == (5, 0)


def test_a_question_left_out_is_asked_again_in_words_for_adults():
    check = marked_check(Spec, QueryDict())

    assert [asked.advice.replace("\u202f", " ") for asked in check.left_out] == [
        "Choisissez une réponse.",
        "Choisissez une réponse.",
        "Cochez au moins une réponse.",
        "Donnez à chaque élément une place différente.",
        "Écrivez un nombre entre 0 et 100.",
    ]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("cable", "q-cable=3"),
        ("un", "q-un=bonne"),
        ("un", "q-un=1&q-un=2"),
        ("deux", "q-deux=1&q-deux=9"),
        ("ordre", "q-ordre-1=1&q-ordre-2=1&q-ordre-3=2"),
        ("ordre", "q-ordre-1=1&q-ordre-2=2"),
        ("ordre", "q-ordre-1=1&q-ordre-2=2&q-ordre-3=99"),
        ("combien", "q-combien=beaucoup"),
        ("combien", "q-combien=101"),
        ("combien", "q-combien=nan"),
    ],
)
def test_what_cannot_be_an_answer_is_never_marked(question, text):
    check = marked_check(Spec, QueryDict(text))

    asked = next(asked for asked in check.asked if asked.question.key == question)
    assert (bool(asked.advice), asked.mark) == (True, 0)


def test_things_to_put_in_order_are_never_offered_in_the_right_order():
    ordering = next(asked for asked in blank_check(Spec).asked if asked.question.key == "ordre")

    assert [offer.option.key for offer in ordering.offers] != ["x", "y", "z"]
    assert sorted(offer.option.key for offer in ordering.offers) == ["x", "y", "z"]


# The pages


def test_a_module_stands_on_one_page_with_everything_it_leads_to(client, module):
    page = client.get(reverse("module_page", args=[module.key]))

    spec = module.spec
    titles = [" ".join(part.title.split()) for part in spec.parts]
    assert [title for title in titles if title not in words(page)] == []
    assert tree(page).xpath("count(//details)") == 1
    assert tree(page).xpath("count(//svg[contains(@class, 'plot')])") == len(spec.figures)
    wanted = [("figure_page", spec.figures), ("term_page", spec.terms), ("article_page", spec.articles)]
    wanted += [("sequence_page", spec.sequences), ("module_check", [module.key])]
    addresses = {reverse(name, args=[key]) for name, keys in wanted for key in keys}
    assert addresses <= set(links(page))


def test_every_link_of_the_contents_leads_to_a_place_of_the_page(client, module):
    page = tree(client.get(reverse("module_page", args=[module.key])))

    targets = [link.removeprefix("#") for link in page.xpath("//nav[@aria-labelledby='contents']//a/@href")]
    inside = [target for target in targets if not target.startswith("/")]
    assert len(inside) == len(module.spec.parts) + 2
    assert [target for target in inside if page.get_element_by_id(target, None) is None] == []


def test_every_module_page_stays_light_and_shows_no_answer_before_its_question(client, content):
    client.force_login(make_teacher())

    for module in Module.objects.published():
        page = client.get(reverse("module_page", args=[module.key]))
        root = tree(page)
        elements = root.xpath("count(//*) - count(//svg//*)")
        assert elements <= 300, (module.key, elements)


@pytest.mark.parametrize(("signed_in", "most"), [(False, 6), (True, 10)])
def test_a_module_page_costs_a_fixed_number_of_queries(client, module, django_assert_max_num_queries, signed_in, most):
    if signed_in:
        client.force_login(make_teacher())
    client.get(reverse("module_page", args=[module.key]))

    with django_assert_max_num_queries(most):
        client.get(reverse("module_page", args=[module.key]))


def test_an_unknown_or_retired_module_is_not_found(client, module):
    Module.objects.filter(pk=module.pk).update(retired_at="2026-01-05T00:00Z")

    statuses = [
        client.get(reverse(name, args=[key])).status_code
        for name in ("module_page", "module_check")
        for key in ("nulle-part", module.key)
    ]

    assert statuses == [404] * 4


def test_the_questions_hold_neither_key_nor_feedback(client, content):
    for module in Module.objects.published():
        page = client.get(check_address(module))
        text, values = page.text, tree(page).xpath("//main//input[@type!='hidden']/@value")
        for question in module.spec.questions:
            assert question.reason not in text
            feedback = [choice.feedback for choice in getattr(question, "choices", ()) if choice.feedback]
            assert [words for words in feedback if words in text] == []
        assert all(value.isdigit() or value == "" for value in values)
        assert "correct" not in text


def test_every_choice_is_labelled_and_every_question_has_a_legend(client, content):
    for module in Module.objects.published():
        page = tree(client.get(check_address(module)))
        bare = [
            field.get("name")
            for field in page.xpath("//form[@id='check-form']//*[self::input or self::select][not(@type='hidden')]")
            if not field.xpath("ancestor::label") and not page.xpath(f"//label[@for='{field.get('id')}']")
        ]
        assert bare == []
        assert len(page.xpath("//fieldset/legend")) == len(module.spec.questions)


def test_a_self_check_of_nobody_is_marked_and_kept_nowhere(client, module):
    page = answer(client, module)

    assert page.status_code == 200
    assert "n’est enregistré nulle part" in words(page)
    assert f"{len(module.spec.questions)} réponses tout à fait justes" in words(page)
    assert not ModuleRecord.objects.exists()


def test_every_answer_is_followed_by_its_reason_and_its_figure(client, module):
    page = answer(client, module, wrong=frozenset({module.spec.questions[0].key}))

    figures = [question for question in module.spec.questions if getattr(question, "figure", None)]
    text = words(page)
    assert [question.key for question in module.spec.questions if " ".join(question.reason.split()) not in text] == []
    assert [verdict in text for verdict in ("✗ Pas cette fois", "✓ Juste", "Réponse attendue")] == [True] * 3
    assert tree(page).xpath("count(//svg[contains(@class, 'plot')])") == len(figures)


def test_feedback_is_given_to_those_who_chose_it(client, module):
    question = module.spec.questions[0]

    page = answer(client, module, wrong=frozenset({question.key}))

    told = [choice.feedback for choice in question.choices if choice.feedback and choice.feedback in page.text]
    assert len(told) == 1


def test_the_result_of_somebody_signed_in_is_kept_once(client, module):
    teacher = make_teacher()
    client.force_login(teacher)

    answer(client, module, wrong=frozenset({module.spec.questions[0].key}))
    page = answer(client, module)
    again = answer(client, module, wrong=frozenset({module.spec.questions[1].key}))

    record = ModuleRecord.objects.get()
    asked = len(module.spec.questions)
    assert ["✓ Enregistré" in words(told) for told in (page, again)] == [True, True]
    assert (record.user, record.module, record.right, record.asked) == (teacher, module, asked, asked)


def test_an_answer_left_out_loses_nothing_and_keeps_nothing(client, module):
    client.force_login(make_teacher())
    missing = module.spec.questions[2]

    page = answer(client, module, left_out=frozenset({missing.key}))

    root = tree(page)
    assert page.status_code == 422
    assert not ModuleRecord.objects.exists()
    assert [advice.get("id") for advice in root.find_class("error-text")] == ["advice-3"]
    assert root.get_element_by_id("question-3").get("aria-describedby") == "advice-3"
    assert root.xpath("//*[@id='left-out']//a/@href") == ["#question-3"]
    assert [question.key for question in module.spec.questions if question.reason in page.text] == []
    right = next(option for option in missing.options(None) if option.right)
    place = next(offer.value for offer in blank_check(module.spec).asked[2].offers if offer.option == right)
    done = press(client, page, "send", **{field_name(missing): place})
    assert f"{len(module.spec.questions)} réponses tout à fait justes" in words(done)


def test_what_was_typed_cannot_become_a_tag(client, content):
    module = Module.objects.published().get(key="pourquoi-enseigner")

    page = client.post(check_address(module), {"q-part-du-monde": '"><script>alert(1)</script>'})

    assert page.status_code == 422
    assert "<script>alert" not in page.text
    assert tree(page).get_element_by_id("q-part-du-monde").get("value") == '"><script>alert(1)</script>'


def test_a_self_check_costs_a_fixed_number_of_queries(client, module, django_assert_max_num_queries):
    client.force_login(make_teacher())
    answer(client, module)

    with django_assert_max_num_queries(16):
        answer(client, module)


def test_the_last_module_leads_to_the_certificate(client, module):
    teacher = make_teacher()
    finish_all(teacher, but=1)
    client.force_login(teacher)

    page = answer(client, module)

    assert tree(page).get_element_by_id("certificate").get("href") == reverse("certificate")
