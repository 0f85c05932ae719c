"""A real Chromium in front of a real server."""

import os
import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from okmila.loading import load_catalogue

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

TABLET = {"width": 820, "height": 1180}
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Start the Chromium that was found, quietly and without a network of its own."""
    quiet = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    camera = ["--use-fake-device-for-media-stream"]
    return {
        "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        "args": ["--no-sandbox", *quiet, *camera],
    }


@pytest.fixture
def site(live_server, transactional_db, catalogue):
    """The product with its content, at an address."""
    load_catalogue(catalogue)
    return live_server.url


@pytest.fixture
def open_browser(browser: Browser):
    """Give a function that opens a fresh browser and closes them all at the end; a page error fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opener(*, viewport=TABLET, javascript=True, dark=False, cookies=()) -> Page:
        context = browser.new_context(
            viewport=viewport,
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            service_workers="block",
        )
        context.add_cookies(list(cookies))
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opener
    for context in contexts:
        context.close()
    expected = re.compile(r"ERR_INTERNET_DISCONNECTED|ERR_FAILED|status of 4\d\d")
    assert [text for text in complaints if not expected.search(text)] == []
