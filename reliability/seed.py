"""Prepares a trial database and prints what tablets need: `python -m reliability.seed PUPILS | --drop-keys`."""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "okmila.settings")

CLASS_SIZE = 24


def main() -> None:
    """Make classes of pupils who have all begun the same quiz; print their cookies and the questions."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.core.signing import get_cookie_signer

    from okmila.loading import load_catalogue, product_catalogue
    from schools.middleware import SALT
    from tests.world import make_classroom, make_sitting, start_attempt

    if "--drop-keys" in sys.argv:
        _drop_keys()
        return
    call_command("migrate", verbosity=0)
    load_catalogue(product_catalogue())
    signer = get_cookie_signer(salt=settings.PUPIL_COOKIE_NAME + SALT)
    pupils: list[dict[str, str]] = []
    questions: list[str] = []
    while len(pupils) < int(sys.argv[1]):
        classroom = make_classroom(headcount=CLASS_SIZE, opened=True)
        sitting = make_sitting(classroom)
        questions = [question.key for question in sitting.revision.spec.questions]
        for pupil in classroom.pupils.all():
            attempt = start_attempt(sitting=sitting, pupil=pupil)
            cookie = signer.sign(f"{pupil.pk}:{classroom.opening}:{pupil.secret_version}")
            pupils.append({"attempt": attempt.pk.hex, "cookie": cookie, "sitting": str(sitting.pk)})
    print(json.dumps({"questions": questions, "pupils": pupils}))


def _drop_keys() -> None:
    """Take away what keeps an answer single: the negative control of « nothing doubled »."""
    from django.db import connection

    from quizzes.models import Answer

    single = [one for one in Answer._meta.constraints if one.name.endswith(("_once", "_once_per_question"))]
    Answer._meta.constraints = [one for one in Answer._meta.constraints if one not in single]
    with connection.schema_editor() as editor:
        for constraint in single:
            editor.remove_constraint(Answer, constraint)


if __name__ == "__main__":
    main()
