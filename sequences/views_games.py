"""The ludothèque: games to find, to read, and to print with all that is needed to play."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from common.documents import specs_by_key
from common.http import open_to_all, page_or_partial, pdf_response
from library.glossary import glossary_of
from library.models import Competence, Figure, Term
from schools.access import Request
from sequences.forms_games import GamesForm
from sequences.models import Game
from sequences.pdf_games import spec_pdf


@open_to_all
def games(request: Request) -> HttpResponse:
    form = GamesForm(request.GET)
    found = Game.objects.published().matching(**form.filters).in_short()
    return page_or_partial(request, "sequences/games.html", "results", {"form": form, "games": found})


@open_to_all
def game_page(request: Request, key: str) -> HttpResponse:
    game = get_object_or_404(Game.objects.published(), key=key)
    spec = game.spec
    context = {
        "game": game,
        "spec": spec,
        "glossary": glossary_of(spec.terms),
        "competences": specs_by_key(Competence.objects.published().filter(key__in=spec.competences)),
        "figures": specs_by_key(Figure.objects.published().filter(key__in=spec.figures)),
        "terms": Term.objects.published().filter(key__in=spec.terms).defer("document"),
    }
    return render(request, "sequences/game.html", context)


@open_to_all
def game_material(request: Request, key: str) -> HttpResponse:
    """The cards, boards and roles as text: what can be read aloud, enlarged or copied without a printer."""
    game = get_object_or_404(Game.objects.published(), key=key)
    spec = game.spec
    if not spec.prints:
        raise Http404
    return render(request, "sequences/game_material.html", {"game": game, "spec": spec})


@open_to_all
def game_print(request: Request, key: str) -> HttpResponse:
    game = get_object_or_404(Game.objects.published(), key=key)
    spec = game.spec
    if not spec.rules:
        raise Http404
    return pdf_response(spec_pdf(spec, language=game.language), f"jeu-{key}")
