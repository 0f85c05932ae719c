"""A process that works on a federation's export and is killed by SIGKILL around its n-th statement; 0 lets it live.

`python -m tests.label.dying_export FEDERATION STATEMENTS before|after`
"""

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from typing import Any

import django


def die_at(statement: int, moment: str) -> Callable[..., Any]:
    """Give a wrapper of statements that pulls the plug before or after the n-th, inside its transaction."""
    numbers = count(1)

    def run(execute: Callable[..., Any], *asked: Any) -> Any:
        last = next(numbers) == statement
        if last and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = execute(*asked)
        if last:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return run


def main(key: str, statement: int, moment: str) -> None:
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    with connection.execute_wrapper(die_at(statement, moment)):
        call_command("run_export", key)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
