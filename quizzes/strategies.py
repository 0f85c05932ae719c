"""The three ways of easing a dissonance; pure, and never a judgement."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.actions import ActionLevel


class Strategy(StrEnum):
    """What somebody does when an act and a known fact do not agree."""

    BEHAVIOUR = "comportement"
    BELIEF = "croyance"
    RATIONALISATION = "rationalisation"


STRATEGY_NAMES: dict[Strategy, Promise] = {
    Strategy.BEHAVIOUR: _("changer ce qu’on fait"),
    Strategy.BELIEF: _("changer ce qu’on croit"),
    Strategy.RATIONALISATION: _("se trouver une raison"),
}
"""The strategies in the words that pupils read."""

STRATEGY_SHAPES: dict[str, str] = {Strategy.BEHAVIOUR: "●", Strategy.BELIEF: "■", Strategy.RATIONALISATION: "▲"}
"""A shape each, which says on a photocopy what a colour says on a screen."""

LEVEL_NAMES: dict[ActionLevel, Promise] = {
    ActionLevel.INDIVIDUAL: _("une personne"),
    ActionLevel.INTERPERSONAL: _("un groupe"),
    ActionLevel.SOCIETAL: _("toute une société"),
}
"""Who acts at each level, in the same words."""


def strategy_of(*, act_changes: bool, fact_denied: bool) -> Strategy:
    """Apply the decision rule: a changed act first, then a denied or played-down fact, else an excuse."""
    if act_changes:
        return Strategy.BEHAVIOUR
    if fact_denied:
        return Strategy.BELIEF
    return Strategy.RATIONALISATION
