"""Model fields that both database engines store alike."""

from typing import Any

from django.db import models

SEPARATOR = "|"


class WordSetField(models.CharField):
    """A small ordered set of short words, stored as `|P1-P2|S1-S2|` so that `field__has` finds one of them."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, *_args: object) -> tuple[str, ...]:
        return tuple(word for word in (value or "").split(SEPARATOR) if word)

    def to_python(self, value: Any) -> tuple[str, ...]:
        if isinstance(value, str):
            return self.from_db_value(value)
        return tuple(value or ())

    def get_prep_value(self, value: Any) -> str:
        words = tuple(str(word) for word in self.to_python(value))
        return f"{SEPARATOR}{SEPARATOR.join(words)}{SEPARATOR}" if words else ""

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def clean(self, value: Any, model_instance: models.Model | None) -> tuple[str, ...]:
        self.validate(value, model_instance)
        return self.to_python(value)


@WordSetField.register_lookup
class Has(models.Lookup):
    """True for rows whose set holds the word."""

    lookup_name = "has"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        column, params = self.process_lhs(compiler, connection)
        find = "strpos" if connection.vendor == "postgresql" else "instr"
        return f"{find}({column}, %s) > 0", [*params, f"{SEPARATOR}{self.rhs}{SEPARATOR}"]
