"""What a tablet downloads of our own script, and of others' script, is small."""

import gzip

from django.conf import settings

SCRIPTS = settings.BASE_DIR / "okmila" / "static" / "okmila"
MOST_OWN = 20_000
MOST_OTHERS = 3_000


def compressed(folder: str) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in (SCRIPTS / folder).glob("*.js"))


def test_all_own_script_together_stays_within_20_kilobytes():
    assert compressed("js") <= MOST_OWN


def test_script_of_others_stays_within_3_kilobytes_and_names_its_licence():
    heads = [path.read_text(encoding="utf-8").splitlines()[0] for path in (SCRIPTS / "vendor").glob("*.js")]

    assert compressed("vendor") <= MOST_OTHERS
    assert ["MIT" in head for head in heads] == [True] * len(heads)
