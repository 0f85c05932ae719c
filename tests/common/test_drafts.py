"""A draft opens in somebody's mailbox with its words as they were written."""

from urllib.parse import parse_qs, urlsplit

from common.drafts import ADDRESSES_A_DRAFT, Draft

DRAFT = Draft(
    "Une fiche & vingt minutes", "Bonjour,\n\nC’est ici : https://exemple.org/fiches/?a=1&b=2\n+ rien d’autre"
)


def read(address):
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def test_a_draft_to_nobody_carries_its_words_and_no_address():
    address = DRAFT.mailto()

    assert address.startswith("mailto:?")
    assert read(address) == {"subject": DRAFT.subject, "body": DRAFT.body.replace("\n", "\r\n")}
    assert "+" not in address


def test_many_people_stand_in_blind_copy_of_as_few_drafts_as_they_fit_in_each_once():
    people = [f"prof{place}@exemple.org" for place in range(2 * ADDRESSES_A_DRAFT + 1)]

    addresses = DRAFT.mailtos(people)

    assert [address for row in addresses for address in read(row)["bcc"].split(",")] == people
    assert len(addresses) == 3
