"""Messages that open, ready to be sent, in a person's own mailbox: the product sends none."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

ADDRESSES_A_DRAFT = 20
"""Most people of one draft: a longer address line is cut by some mail programs."""


@dataclass(frozen=True)
class Draft:
    """A subject and a text, which somebody reads over, changes and sends."""

    subject: str
    body: str

    def mailto(self, hidden: Sequence[str] = ()) -> str:
        """Give the `mailto:` address that opens it, to nobody yet or to some people in blind copy."""
        fields = {"bcc": ",".join(hidden)} if hidden else {}
        fields |= {"subject": self.subject, "body": self.body.replace("\n", "\r\n")}
        return f"mailto:?{urlencode(fields, quote_via=quote, safe='@,')}"

    def mailtos(self, hidden: Sequence[str]) -> list[str]:
        """Give as many addresses as these people need, each person in one of them."""
        starts = range(0, len(hidden), ADDRESSES_A_DRAFT)
        return [self.mailto(hidden[start : start + ADDRESSES_A_DRAFT]) for start in starts]
