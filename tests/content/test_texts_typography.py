"""French typography and rectified spelling, in content files, templates and code."""

import pytest

from tools.texts.sources import code_phrases, phrases, template_phrases
from tools.texts.typography import slips

N, W = "\u202f", "\u00a0"


def test_content_files_follow_french_typography(texts):
    wrong = [
        f"{text.file}, {text.place} : {slip.advice} ({slip.around})" for text in texts for slip in slips(text.text)
    ]

    assert wrong == []


def test_pages_and_messages_follow_french_typography():
    wrong = [
        f"{said.file}:{said.line} : {slip.advice} ({slip.around})" for said in phrases() for slip in slips(said.text)
    ]

    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        'Il dit "non".',
        "l'eau",
        "les étudiant·es",
        "un(e) élève : les élu(e)s",
        "Attends...",
        "Quoi ?",
        "Quoi?",
        "Ceci: cela",
        f"« oui{W}»",
        "Un mot , puis un autre",
        "12 %",
        "A la fin, on range.",
        f"Oui. A vous{N}!",
        "Ca va.",
        "Etat et région",
        "Ecole",
        "une soeur",
        "deux cents classes",
        "vingt et un élèves",
        "connaître",
        "une boîte",
        "il plaît",
        "un événement",
        "une maîtresse",
        "le week-end",
        "15000 tonnes",
    ],
)
def test_a_slip_is_found(text):
    assert list(slips(text)) != []


@pytest.mark.parametrize(
    "text",
    [
        f"«{W}Oui{W}»{W}: c’est l’eau{N}; et toi{N}?",
        f"12{W}% de 3{N}200{W}g",
        "https://example.org/?a=b&c=d",
        f"A{W}: 36{W}g. A et B comptent.",
        "connaitre une boite, un évènement, deux-cents classes, le weekend",
        f"Un tournevis · un savoir-faire (voir l’annexe){W}: 1,5{W}g",
        "J’hésite… Quoi que tu dises, merci.",
        "À l’école, ça va. Ça oui.",
        f"Vraiment{N}?!",
    ],
)
def test_a_right_text_has_no_slip(text):
    assert [slip.advice for slip in slips(text)] == []


def test_texts_of_templates_are_read_with_their_variables_left_out():
    block = "{% blocktranslate count n=n %}{{ n }} mot{% plural %}<b>{{ n }}</b> mots{% endblocktranslate %}"
    source = '{% translate "Un" %}\n' + block

    said = [(one.line, one.text) for one in template_phrases(source, "page.html")]

    assert said == [(1, "Un"), (2, "X mot"), (2, "X mots")]


def test_texts_of_code_are_read_from_calls_of_gettext_only():
    source = 'a = _("Un %(n)s")\nb = ngettext("Un", "Deux", n)\nc = f("Trois")\n'

    said = [(one.line, one.text) for one in code_phrases(source, "code.py")]

    assert said == [(1, "Un X"), (2, "Un"), (2, "Deux")]
