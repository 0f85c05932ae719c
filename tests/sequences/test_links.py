"""What a sequence leads to is written for its pupils; what is projected shows nothing else."""

from itertools import chain

from django.urls import reverse

from library.models import Article, Claim, Term
from quizzes.models import Quiz
from sequences.models import Card, Game, Sequence
from tests.plain import tree


def test_a_sequence_leads_to_nothing_older_than_its_pupils(content):
    bands = {
        (model, row.key): set(row.spec.bands)
        for model in (Article, Claim, Game, Quiz, Term)
        for row in model.objects.published()
    }

    for sequence in Sequence.objects.published():
        spec = sequence.spec
        linked = chain(
            ((Article, key) for key in spec.articles),
            ((Claim, key) for key in spec.claims),
            ((Game, key) for key in spec.games),
            ((Quiz, key) for key in spec.stories),
            ((Term, key) for key in spec.terms),
        )
        assert [link for link in linked if not bands[link] & set(spec.bands)] == []


def test_a_projected_card_shows_the_card_alone(client, content):
    page = tree(client.get(reverse("card_project", args=["smartphones"])))

    assert page.xpath("//header | //footer | //nav") == []


def test_the_list_of_cards_shows_a_question_of_each(client, content):
    page = tree(client.get(reverse("cards")))

    said = page.xpath("//li[contains(@class, 'card')]//p/text()")
    assert said == [card.spec.questions[0].text for card in Card.objects.published()]
