"""The product made wrong on purpose: a check that never fails proves nothing."""

import json
import os
from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

from okmila.wsgi import application as product
from quizzes import views_pupil
from quizzes.models import Answer
from quizzes.services import Receipt


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Say « stored » before anything is; the answer is then forgotten, as when the power goes."""
    if os.environ["OKMILA_BROKEN"] == "ack" and environ["PATH_INFO"] == "/eleve/reponses/":
        environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps({"state": "stored", "next": "/eleve/aujourdhui/"}).encode()]
    return product(environ, start_response)


def _record_always(*, attempt: Any, question: Any, values: Any, **_rest: Any) -> Receipt:
    response = question.read(values)
    Answer.objects.create(
        school_id=attempt.school_id,
        attempt=attempt,
        question=question.key,
        client_key=uuid4(),
        response=response,
        mark=question.mark(response),
    )
    return Receipt.STORED


if os.environ.get("OKMILA_BROKEN") == "keys":
    views_pupil.record_answer = _record_always
