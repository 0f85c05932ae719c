"""Through cuts, kills, frozen servers and lost replies no answer is lost, doubled or falsely called stored."""

import os

import pytest

from reliability.crowd import SOON, run_crowd
from reliability.site import Site, prepare
from reliability.trials import SMALL, Tablet, run_cell, run_sequence

SEED = int(os.environ.get("OKMILA_SEED", "2026"))
CLEAN = ([], [], [])
FEW = 4


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    folder = tmp_path_factory.mktemp("essai")
    site = Site(folder, prepare(folder, len(SMALL) + 8 + FEW))
    yield site
    site.close()


def found(verdict):
    return (verdict.lost, verdict.doubled, verdict.false_claims)


@pytest.mark.parametrize("cell", SMALL, ids=", ".join)
def test_an_answer_survives(browser, school, cell):
    assert found(run_cell(browser, school, cell)) == CLEAN


@pytest.mark.parametrize("seed", [SEED], ids=lambda seed: f"OKMILA_SEED={seed}")
def test_answers_survive_faults_that_follow_each_other_at_random(browser, school, seed):
    assert found(run_sequence(browser, school, seed=seed, steps=14)) == CLEAN


def test_a_few_tablets_in_bad_weather_lose_nothing_and_are_quick_when_the_network_is_back(browser, school):
    crowd = run_crowd(browser, school, count=FEW, rounds=1)

    assert (crowd.given, crowd.verdicts, crowd.errors) == (2 * FEW, [], [])
    assert crowd.seconds_after_the_return <= SOON


def test_the_next_pupil_of_the_tablet_sees_nothing_and_sends_nothing_in_a_wrong_name(browser, school):
    first = Tablet(browser, school)
    first.context.set_offline(True)
    first.answer()
    first.page.locator("#save-state:has-text('attente')").wait_for()
    second = school.next_pupil()

    first.context.clear_cookies()
    first.context.add_cookies([school.cookie(second)])
    school.proxy.drop_replies = True
    first.context.set_offline(False)
    first.page.goto(school.question_url(second, 1))
    seen = first.page.locator("body").inner_text()
    school.proxy.heal()
    verdict = first.settle()
    first.close()

    assert ("attente" in seen, "enregistrée" in seen) == (False, False)
    assert (found(verdict), school.stored(second)) == (CLEAN, {})


def test_where_the_address_is_secure_the_quiz_opens_again_without_the_network(browser, school):
    tablet = Tablet(browser, school, workers="allow")
    page = tablet.page
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto(school.question_url(tablet.pupil, 1), wait_until="networkidle")
    page.goto(school.question_url(tablet.pupil, 0), wait_until="networkidle")

    school.kill()
    page.goto(school.question_url(tablet.pupil, 5))
    page.locator("#answer-form").wait_for()
    shown = page.locator("#answer-form [name=question]").input_value()
    tablet.answer()
    kept = page.evaluate("caches.open('okmila-pages').then((cache) => cache.keys()).then((keys) => keys.length)")
    school.start()
    verdict = tablet.settle()
    page.goto(school.question_url(tablet.pupil, 5))
    page.click("#not-me")
    page.wait_for_url("**/qui/")
    left = page.evaluate("caches.has('okmila-pages')")
    tablet.close()

    assert (shown, kept > 0, left) == (school.questions[5], True, False)
    assert found(verdict) == CLEAN


@pytest.mark.parametrize(
    ("broken", "cell", "fault"),
    [
        ("ack", ("before it is sent", "reply dropped", "none"), 0),
        ("keys", ("after the commit", "reply dropped", "none"), 1),
    ],
    ids=["acknowledged before the commit", "no unique key"],
)
def test_a_server_made_wrong_is_found_out(browser, school, tmp_path, broken, cell, fault):
    site = Site(tmp_path, school.like_this(), broken=broken)

    verdict = run_cell(browser, site, cell)
    site.close()

    assert found(verdict)[fault]


def test_an_outbox_that_clears_before_sending_is_found_out(browser, school):
    def spoil(script: str) -> str:
        assert "const send = (record, signal) => {" in script
        return script.replace(
            "const send = (record, signal) => {",
            "const send = (record, signal) => { localStorage.removeItem(record.name);",
        )

    verdict = run_cell(browser, school, ("before it is sent", "offline", "reload"), spoil=spoil)

    assert verdict.lost
