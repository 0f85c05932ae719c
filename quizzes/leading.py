"""What the teacher's page says and offers at each moment of a debate: words only."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.models import Debate, Stage

Words = str | Promise

ON: dict[Stage, Words] = {
    Stage.ASK: _("Ouvrir le premier vote"),
    Stage.VOTE_1: _("Arrêter le vote et discuter"),
    Stage.DISCUSS: _("Ouvrir le second vote"),
    Stage.VOTE_2: _("Arrêter le vote et comparer"),
    Stage.COMPARE: _("Passer à l’explication"),
    Stage.EXPLAIN: _("Question suivante"),
}
NAMES: dict[str, Words] = {
    "reculer": _("Revenir au moment d’avant"),
    "annuler": _("Annuler ce vote et revoter"),
    "retablir": _("Rétablir le vote annulé"),
    "precedente": _("Question précédente"),
    "suivante": _("Sauter cette question"),
    "pause": _("Pause"),
    "reprendre": _("Reprendre"),
    "fermer": _("Fermer le débat"),
    "rouvrir": _("Rouvrir le débat"),
}
ADVICE: dict[Stage, Words] = {
    Stage.ASK: _(
        "Lisez à voix haute. Laissez trente secondes de silence : chacun choisit pour soi avant de voter, sans parler."
    ),
    Stage.VOTE_1: _(
        "Chacun vote en silence. Comptez les cartes, les mains ou les coins sans dire les nombres : "
        "le résultat reste caché jusqu’au second vote."
    ),
    Stage.DISCUSS: _(
        "Par deux, de préférence avec quelqu’un qui a choisi autre chose : chacun dit pourquoi. "
        "Circulez et repérez deux arguments à faire entendre. "
        "Avec les coins, le plus petit groupe parle en premier, et l’on peut changer de place."
    ),
    Stage.VOTE_2: _("Même question, second vote. On a le droit de garder son avis, et le droit d’en changer."),
    Stage.COMPARE: _(
        "Demandez : qui a changé d’avis, et pourquoi ? Puis : qui a gardé le sien, et quel argument l’a aidé ? "
        "Personne n’est obligé de répondre."
    ),
    Stage.EXPLAIN: _("Expliquez, puis cherchez ensemble ce qui rendrait les choses plus faciles."),
}


@dataclass(frozen=True)
class Move:
    """One thing that the teacher may do now, with the words of its button."""

    action: str
    words: Words


def offered(debate: Debate, actions: tuple[str, ...]) -> tuple[Move | None, tuple[Move, ...]]:
    """Give the way on, which has the big button, and the other moves in their order."""
    named = [Move(action, ON[Stage(debate.stage)] if action == "avancer" else NAMES[action]) for action in actions]
    return (named[0], tuple(named[1:])) if named else (None, ())
