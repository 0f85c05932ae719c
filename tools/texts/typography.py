"""French typography and rectified spelling, on texts as they are shown."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_SPACE = "[ \u00a0\u202f]"
_NUMERAL = "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente"
_AFTER_A = (
    "la|le|les|un|une|ce|cet|cette|ces|chaque|quel|quelle|quels|quelles|quoi|qui|partir|vous|toi|moi|nous|eux|mon|ma|"
    "mes|ton|ta|tes|son|sa|ses|notre|nos|votre|vos|leur|leurs|tour|deux|trois|plusieurs|côté|cause|propos|mesure|table|"
    "voix|gauche|droite|savoir|vérifier|dire|faire|lire|noter|préparer|partager|imprimer|retenir|ajouter|exiger|"
    "éviter|examiner|aucun|aucune|tout|tous|toute|toutes|peine|quand|combien|bientôt|présent|nouveau"
)


@dataclass(frozen=True)
class Rule:
    """Something that French typography or rectified spelling does not write, and what to do."""

    advice: str
    pattern: re.Pattern[str]


_NO_ACCENT = (
    r"\b(?:Etats?|Ecoles?|Ecrans?|El[eè]ves?|Ecri[st]|Ecrivez|Ecout\w+|Etapes?|Energies?|Evit\w+|Etudes?|Equipes?|"
    r"Echange\w*|Etiquettes?|Elise|Electri\w+|Eteign\w+|Etai\w+|Ete|Etre|Evid\w+|Editeur\w*|Epreuve\w*)\b"
)
_NO_LIGATURE = r"(?i)\b(?:s|c)oeurs?\b|\boeuvres?\b|\boeufs?\b|\boeil\b|\bnoeuds?\b|\bvoeux?\b"
_IN_WORD = r"\w[·•‧]\w|\w\((?:e|ne|se|trice|euse)s?\)|\w\.e\.s\b|\w-e-s\b"
_NUMBER_WORDS = (
    rf"(?i)\b(?:(?:{_NUMERAL}) (?:cents?|mille)|cent (?:{_NUMERAL})|mille (?:{_NUMERAL}|cent)"
    r"|(?:vingt|trente|quarante|cinquante|soixante) et une?)\b"
)


def _rule(advice: str, pattern: str) -> Rule:
    return Rule(advice, re.compile(pattern))


RULES: tuple[Rule, ...] = (
    _rule("guillemets droits : écrivez « … »", r'"'),
    _rule("apostrophe droite : écrivez ’", r"\w'|'\w"),
    _rule("point médian ou parenthèse dans un mot : écrivez les deux mots, ou tournez autrement", _IN_WORD),
    _rule("points de suspension : écrivez …", r"\.\.\."),
    _rule("espace insécable manquante avant ; : ! ? »", r"[^\s\u00a0\u202f(«!?…](?:[;!?](?!\w)|:(?=\s)|»)"),
    _rule("espace ordinaire avant ; : ! ? »", r" [;:!?»]"),
    _rule("espace insécable manquante après «", r"«(?!\u00a0)"),
    _rule("espace avant une virgule ou un point", rf"{_SPACE}[,.](?!\d)"),
    _rule("espace manquante après une virgule", r"[^\W\d],[^\W\d]"),
    _rule("deux espaces de suite", rf"(?<=\S){_SPACE}{{2,}}(?=\S)"),
    _rule("espace insécable manquante avant l’unité", r"\d(?: ?%| (?:€|kg|g|km|kWh|Wh|MWh|TWh)\b)"),
    _rule("milliers sans espace fine", r"(?<![\w,.\u202f/])\d{5,}(?![\w])"),
    _rule("capitale sans accent : écrivez À", rf"(?:^|[.!?…»]\s|«\u00a0|\*\*|- )A\s(?=(?:{_AFTER_A})\b|l’|d’|qu’)"),
    _rule("capitale sans accent : écrivez Ça", r"\bCa\b(?=[ \u00a0’])"),
    _rule("capitale sans accent", _NO_ACCENT),
    _rule("ligature : écrivez œ", _NO_LIGATURE),
    _rule("nombre composé : l’orthographe rectifiée met des traits d’union partout", _NUMBER_WORDS),
)

RECTIFIED: Mapping[str, str] = {
    "connaîtr": "connaitr",
    "connaît": "connait",
    "naîtr": "naitr",
    "naît": "nait",
    "paraîtr": "paraitr",
    "paraît": "parait",
    "plaît": "plait",
    "boît": "boit",
    "chaîn": "chain",
    "entraîn": "entrain",
    "traîn": "train",
    "maîtr": "maitr",
    "fraîch": "fraich",
    "gîte": "gite",
    "île": "ile",
    "dîn": "din",
    "abîm": "abim",
    "huître": "huitre",
    "faîte": "faite",
    "croûte": "croute",
    "voûte": "voute",
    "goût": "gout",
    "coût": "cout",
    "août": "aout",
    "brûl": "brul",
    "bûche": "buche",
    "flûte": "flute",
    "piqûre": "piqure",
    "assidûment": "assidument",
    "événement": "évènement",
    "réglement": "règlement",
    "allégement": "allègement",
    "sécheresse": "sècheresse",
    "crémerie": "crèmerie",
    "céderai": "cèderai",
    "préférerai": "préfèrerai",
    "compléterai": "complèterai",
    "répéterai": "répèterai",
    "accélérera": "accélèrera",
    "considérerai": "considèrerai",
    "oignon": "ognon",
    "nénuphar": "nénufar",
    "week-end": "weekend",
    "pique-nique": "piquenique",
    "porte-monnaie": "portemonnaie",
    "mille-pattes": "millepatte",
    "micro-onde": "microonde",
    "extra-scolaire": "extrascolaire",
    "socio-économique": "socioéconomique",
    "auto-évaluation": "autoévaluation",
    "co-constru": "coconstru",
    "éco-concep": "écoconcep",
    "ré-emploi": "réemploi",
    "asseoir": "assoir",
    "ambiguë": "ambigüe",
    "aiguë": "aigüe",
    "renouvell": "renouvèl",
}
"""The beginning or the heart of a word in its old spelling, and the rectified one."""


@dataclass(frozen=True)
class Slip:
    """Something to correct in a text."""

    advice: str
    around: str


_LINK = re.compile(r"https?://\S+|\b[\w.-]+\.(?:be|com|org|fr|eu|net)(?:/\S*)?")


def slips(text: str) -> Iterator[Slip]:
    """Give what the rules refuse in a text."""
    text = _LINK.sub("lien", text)
    for rule in RULES:
        for found in rule.pattern.finditer(text):
            yield Slip(rule.advice, _around(text, found))
    for old, new in RECTIFIED.items():
        for found in re.finditer(rf"(?i){'' if len(old) > 4 else chr(92) + 'b'}{old}", text):
            yield Slip(f"ancienne orthographe : écrivez « {new}… »", _around(text, found))


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 30) : found.end() + 30].replace("\n", " ")
