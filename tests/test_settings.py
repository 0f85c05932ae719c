"""Settings from the environment: refused in words when they cannot be understood, silent when they are right."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from okmila.env import Environment

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "OKMILA_HTTPS": "1",
    "OKMILA_SECRET_KEY": "une-longue-phrase-que-personne-ne-devine-0123456789-abcdefghijklmnop",
    "OKMILA_HOSTS": "ecole.example",
}


def run(*command: str, data: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the product's folder with these variables and no other."""
    environment = {"OKMILA_DATA": str(data), "PYTHONUTF8": "1"} | variables
    return subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True)


def test_a_production_set_up_passes_the_deployment_check(tmp_path):
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", data=tmp_path, **PRODUCTION)

    assert (done.returncode, done.stdout, done.stderr) == (0, "System check identified no issues (0 silenced).\n", "")


def test_a_production_set_up_names_its_cookies_for_one_host_only(tmp_path):
    names = (
        "s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.PUPIL_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE"
    )

    done = run("-c", f"from okmila import settings as s; print({names})", data=tmp_path, **PRODUCTION)

    assert done.stdout == "__Host-session __Host-csrf __Host-eleve True True\n"


def test_an_installation_makes_its_secret_key_once_and_keeps_it_to_itself(tmp_path):
    script = "from okmila import settings; print(settings.SECRET_KEY)"

    first, second = (run("-c", script, data=tmp_path).stdout for _time in range(2))

    assert first == second
    assert len(first.strip()) == 100
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OKMILA_DEBUG", "peut-être"),
        ("OKMILA_HTTPS", "oui"),
        ("OKMILA_BEHIND_PROXY", "2"),
        ("OKMILA_SESSION_HOURS", "0"),
        ("OKMILA_SESSION_HOURS", "dix"),
        ("DATABASE_URL", "mysql://ecole@127.0.0.1/ecole"),
        ("DATABASE_URL", "la base"),
        ("OKMILA_SECRET_KEY_FILE", "/nulle/part"),
        ("OKMILA_LOG_LEVEL", "bavard"),
    ],
)
def test_a_value_that_cannot_be_understood_stops_the_start_in_words(tmp_path, name, value):
    done = run("manage.py", "check", data=tmp_path, **{name: value})

    sentence = done.stderr.strip().splitlines()[-1]
    assert done.returncode == 1
    assert sentence.startswith("django.core.exceptions.ImproperlyConfigured: ")
    assert name in sentence


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("", "OKMILA_X vaut '' ; écrivez 1 ou 0."),
        ("2", "OKMILA_X vaut '2' ; écrivez 1 ou 0."),
        ("vrai", "OKMILA_X vaut 'vrai' ; écrivez 1 ou 0."),
    ],
)
def test_a_switch_takes_only_yes_or_no(value, sentence):
    environment = Environment({"OKMILA_X": value})

    with pytest.raises(ImproperlyConfigured) as caught:
        environment.boolean("OKMILA_X", default=True)

    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("0", False), (" TRUE ", True), ("no", False), ("Yes", True), ("false", False)]
)
def test_a_switch_reads_yes_and_no(value, expected):
    environment = Environment({"OKMILA_X": value})

    switch = environment.boolean("OKMILA_X", default=not expected)

    assert switch is expected


@pytest.mark.parametrize("value", ["", "-1", "2", "3.5", "beaucoup", "²"])
def test_a_number_below_the_minimum_or_of_other_signs_is_refused(value):
    environment = Environment({"OKMILA_X": value})

    with pytest.raises(ImproperlyConfigured) as caught:
        environment.integer("OKMILA_X", default=5, minimum=3)

    assert str(caught.value) == f"OKMILA_X vaut {value!r} ; écrivez un nombre entier d’au moins 3."


def test_a_number_at_the_minimum_is_read():
    environment = Environment({"OKMILA_X": " 3 "})

    number = environment.integer("OKMILA_X", default=5, minimum=3)

    assert number == 3


def test_a_variable_that_is_not_set_takes_its_default():
    environment = Environment({})

    read = (
        environment.text("OKMILA_X", "texte"),
        environment.boolean("OKMILA_X", default=True),
        environment.integer("OKMILA_X", default=7, minimum=9),
        environment.words("OKMILA_X", default="a, b,,"),
    )

    assert read == ("texte", True, 7, ["a", "b"])


def test_a_secret_can_stand_in_a_file(tmp_path):
    path = tmp_path / "secret"
    path.write_text("tout bas\n", encoding="utf-8")
    environment = Environment({"OKMILA_X_FILE": str(path), "OKMILA_X": "tout haut"})

    secret = environment.text("OKMILA_X")

    assert secret == "tout bas"
