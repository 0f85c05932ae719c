"""The smallest right document of what there is to read, to play and to learn, as the text of its TOML file."""

ARTICLE = """
number = 1
title = "Trois idées"
summary = "Ce qui aide."
picture = { name = "escargot", alt = "Trois idées." }
layout = "blocs"
bands = ["P5-P6"]
intro = "Lisez."
parts = [
  { title = "Une", text = "Une idée." },
  { title = "Deux", text = "Une autre idée." },
]
questions = ["Et alors ?"]
source = "Nous."
"""

CLAIM = """
number = 1
title = "Deux et deux"
claim = "Deux et deux font cinq."
heard = "Dans la cour."
bands = ["P5-P6"]
questions = ["Qui le dit ?", "Comment le vérifier ?"]
correction = "On compte."
verdict = "faux"
honest = "Deux et deux font quatre."
sums = [{ label = "Le compte", terms = [2, 2], sign = "+", result = 4, unit = "pommes" }]
"""

RESOURCE = """
title = "Un cours"
sort = "cours en ligne"
author = "Une école"
what = "Un cours."
use = "À suivre."
limits = "Il est court."
audience = "Adultes"
url = "https://example.org/"
licence = "non précisée"
languages = ["fr"]
weight = "page légère"
heavy = false
checked_on = 2026-11-23
reopened = true
"""

CHARTER = """
title = "Charte"
summary = "Ce que nous promettons."
picture = { name = "escargot", alt = "Une main levée." }
intro = "Choisissez."
review = "Relisez."
source = "Nous."
[[lines]]
key = "reparer"
scope = "classe"
level = "interpersonnel"
text = "Nous réparons."
how = "Ensemble."
sign = "L’objet marche."
"""

GAME = """
number = 1
title = "Le jeu"
summary = "On joue."
theme = "réparation"
picture = { name = "escargot", alt = "Un jeu." }
bands = ["P5-P6"]
fewest = 2
most = 6
minutes = 20
screens = "sans écran"
aim = "Comprendre."
competences = ["ur1"]
material = ["Rien"]
setup = "Asseyez-vous."
rules = ["Jouez."]
debrief = ["Et alors ?"]
prints = [{ kind = "cartes", title = "Les cartes", cards = [{ title = "Une carte" }] }]
"""

MODULE = """
number = 1
title = "Pourquoi"
summary = "Comprendre pourquoi."
picture = { name = "escargot", alt = "Un pourquoi." }
aims = ["Savoir pourquoi."]
brief = "En bref."
parts = [{ title = "Une partie", text = "Un texte.", minutes = 12 }]
exercise = { title = "Faire", instruction = "Faites.", worked = "C’est fait.", minutes = 5 }
check_minutes = 5
tomorrow = "Demain."
questions = [
  { kind = "vrai-faux", key = "un", prompt = "Vrai ?", correct = true, reason = "Oui." },
  { kind = "vrai-faux", key = "deux", prompt = "Faux ?", correct = false, reason = "Non." },
  { kind = "vrai-faux", key = "trois", prompt = "Vrai encore ?", correct = true, reason = "Oui." },
  { kind = "vrai-faux", key = "quatre", prompt = "Faux encore ?", correct = false, reason = "Non." },
]
"""
