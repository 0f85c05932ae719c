"""The smallest right document of each kind, as the text of its TOML file; tests spoil one thing in it."""

from pathlib import Path

from tests.texts_to_read import ARTICLE, CHARTER, CLAIM, GAME, MODULE, RESOURCE

TERM = """
title = "réseau"
simple = "Les câbles et les antennes."
full = "Les câbles, les antennes et les boitiers."
bands = ["P1-P2"]
"""

FIGURE = """
title = "Une heure de vidéo"
simple = "De 30 à 60 grammes."
value = 36.0
low = 30.0
high = 60.0
unit = "g"
year = 2020
perimeter = "Tout."
excluded = "Rien."
source = "ADEME"
url = "https://example.org/"
status = "solide"
checked_on = 2026-11-23
"""

COMPETENCE = """
code = "UR1"
kind = "savoir-faire"
statement = "Faire durer"
dimension = "Utiliser"
"""

CARD = """
number = 1
title = "Smartphones"
theme = "smartphone"
picture = { name = "escargot", alt = "Un téléphone." }
questions = [
  { tier = 1, text = "Un ?" },
  { tier = 2, text = "Deux ?" },
  { tier = 3, text = "Trois ?" },
  { tier = 4, text = "Quatre ?" },
]
back = { prompt = "Relancez.", figure = "video", about_figure = "Il dit peu.", trap = "Aucun." }
"""

QUIZ_HEAD = """
title = "Un quiz"
kind = "connaissances"
intro = "Bonjour."
bands = ["P5-P6"]
theme = "réseau"
picture = { name = "escargot", alt = "Une loupe." }
closing = "Au revoir."
"""

TRUE_FALSE = """
[[questions]]
kind = "vrai-faux"
key = "cable"
prompt = "Un câble transporte des données."
correct = true
reason = "C'est son métier."
"""

SINGLE = """
[[questions]]
kind = "choix"
key = "un"
prompt = "Lequel ?"
correct = "a"
reason = "Voilà."
choices = [{ key = "a", text = "Celui-ci" }, { key = "b", text = "Celui-là" }]
"""

SEVERAL = """
[[questions]]
kind = "choix-multiple"
key = "plusieurs"
prompt = "Lesquels ?"
correct = ["a", "b"]
reason = "Voilà."
choices = [{ key = "a", text = "A" }, { key = "b", text = "B" }, { key = "c", text = "C" }]
"""

ORDERING = """
[[questions]]
kind = "ordre"
key = "ordre"
prompt = "Dans quel ordre ?"
reason = "Voilà."
items = [{ key = "a", text = "A" }, { key = "b", text = "B" }, { key = "c", text = "C" }]
"""

ESTIMATE = """
[[questions]]
kind = "estimation"
key = "combien"
prompt = "Combien ?"
reason = "Voilà."
figure = "video"
low = 30.0
high = 60.0
minimum = 0.0
maximum = 100.0
step = 10.0
unit = "g"
"""

POSITION = """
[[questions]]
kind = "position"
key = "avis"
prompt = "Que dirais-tu ?"
scenario = "lina"
"""

RECOGNITION = """
[[questions]]
kind = "reconnaissance"
key = "facon"
prompt = "Que fait-elle ?"
scenario = "lina"
strategy = "croyance"
reason = "Voilà."
"""

STORY = """
[[scenarios]]
key = "lina"
title = "Lina"
situation = "Le soir."
picture = { name = "escargot", alt = "Lina." }
level = "individuel"
question_around = "Que changer autour ?"
debrief = "Voilà."
teacher_note = "Rien."
behaviour = { text = "Je change.", act_changes = true, fact_denied = false }
belief = { text = "C'est faux.", act_changes = false, fact_denied = true }
rationalisation = { text = "J'ai le droit.", act_changes = false, fact_denied = false }
surroundings = { individual = "Une personne.", interpersonal = "Un groupe.", societal = "Une règle." }
"""

MATCHING = """
[[questions]]
kind = "appariement"
key = "paires"
prompt = "Qui va avec qui ?"
reason = "Voilà."
pairs = [
  { key = "a", left = "Le cuivre", right = "Les fils" },
  { key = "b", left = "Le cobalt", right = "La batterie" },
  { key = "c", left = "Le verre", right = "L'écran" },
]
"""

PICTURES = """
[[questions]]
kind = "images"
key = "image"
prompt = "Quelle image ?"
reason = "Voilà."
correct = "b"
choices = [
  { key = "a", picture = { name = "escargot", alt = "Un escargot." } },
  { key = "b", picture = { name = "escargot", alt = "Un autre escargot." }, text = "Celui-ci", feedback = "Oui." },
]
"""

PLACEMENT = """
[[questions]]
kind = "plan"
key = "place"
prompt = "Où le places-tu ?"
reason = "Voilà."
across = { low = "utile", high = "gadget" }
up = { low = "léger", high = "lourd" }
zone = [{ across = 5, up = 4 }, { across = 5, up = 5 }]
"""

SCALE = """
[[questions]]
kind = "echelle"
key = "accord"
prompt = "Es-tu d'accord ?"
steps = 4
"""

SHORT_TEXT = """
[[questions]]
kind = "texte-court"
key = "mots"
prompt = "Qu'en dis-tu ?"
help = "Une phrase suffit."
"""

YOUNGER_QUIZ = QUIZ_HEAD + MATCHING + PICTURES + PLACEMENT + SCALE + SHORT_TEXT
"""One question of each younger kind, in this order: paires, image, place, accord, mots."""

QUIZ = QUIZ_HEAD + TRUE_FALSE

FULL_QUIZ = QUIZ_HEAD + TRUE_FALSE + SINGLE + SEVERAL + ORDERING + ESTIMATE + POSITION + RECOGNITION + STORY
"""One question of each kind, in this order: cable, un, plusieurs, ordre, combien, avis, facon."""

SEQUENCE_HEAD = """
title = "Une séquence"
summary = "En une phrase."
bands = ["P5-P6"]
theme = "réseau"
periods = 1
axes = ["pour"]
subjects = ["français"]
picture = { name = "escargot", alt = "Une loupe." }
competences = ["ur1"]
objectives = ["Savoir."]
material = ["Un tableau."]
preparation = "Rien."
adapted = "Rien."
home = "Rien."
figures = ["video"]
cards = ["smartphones"]
terms = ["reseau"]
"""

WORKSHEET = """
[worksheet]
title = "Fiche"
intro = "Lis."
adapted_intro = "Lis."
standard = [{ kind = "lire", instruction = "Lis.", answer = "Rien.", text = "Un texte." }]
adapted = [{ kind = "écrire", instruction = "Écris.", answer = "Rien.", lines = 3 }]
"""


def step(key: str, phase: str, *, period: int = 1, minutes: int = 10, more: str = "") -> str:
    """Write one step of a sequence."""
    return f"""
[[steps]]
key = "{key}"
title = "Une étape"
phase = "{phase}"
period = {period}
minutes = {minutes}
screens = "sans écran"
goal = "Comprendre."
unfolding = "On discute."
say = ["Bonjour."]
exchanges = [{{ pupil = "Oui.", reply = "Pourquoi ?" }}]
pitfalls = ["Juger."]
screen_free = "Comme écrit."
{more}
"""


STEPS = (
    step("entrer", "accroche")
    + step("chercher", "recherche", more='quiz = "petit-quiz"')
    + step("parler", "débat")
    + step("garder", "trace")
)

SEQUENCE = SEQUENCE_HEAD + STEPS + WORKSHEET

CATALOGUE = {
    "figures/video": FIGURE,
    "competences/ur1": COMPETENCE,
    "terms/reseau": TERM,
    "quizzes/petit-quiz": QUIZ,
    "cards/smartphones": CARD,
    "sequences/sq": SEQUENCE,
    "articles/trois-idees": ARTICLE,
    "claims/deux-et-deux": CLAIM,
    "resources/un-cours": RESOURCE,
    "charters/charte": CHARTER,
    "games/le-jeu": GAME,
    "modules/pourquoi": MODULE,
}
"""One right file of each kind; together they know every key that they refer to, and one drawing, `escargot`."""


def spoiled(text: str, right: str, wrong: str) -> str:
    """Replace one piece of a text, which must be there once."""
    if text.count(right) != 1:
        raise ValueError(f"{right!r} stands {text.count(right)} times in the text")
    return text.replace(right, wrong)


def write_catalogue(root: Path, changes: dict[str, str | None] | None = None) -> tuple[Path, Path]:
    """Write the small catalogue with some files changed or left out; give its folder and that of its drawings."""
    for name, text in (CATALOGUE | (changes or {})).items():
        path = root / "fixtures" / "fr" / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        if text is not None:
            path.write_text(text, encoding="utf-8")
    drawings = root / "drawings"
    drawings.mkdir(exist_ok=True)
    (drawings / "escargot.svg").write_text("<svg viewBox='0 0 1 1'></svg>", encoding="utf-8")
    return root / "fixtures", drawings
