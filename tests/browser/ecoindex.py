"""EcoIndex of a page: the published method (ecoindex.fr), with its quantiles of elements, requests and kilobytes."""

from dataclasses import dataclass

from playwright.sync_api import Page

ELEMENTS = (
    0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459, 1801, 2479, 594601,
)  # fmt: skip
REQUESTS = (0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920)
KILOBYTES = (
    0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27, 1876.08, 2142.06,
    2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26,
)  # fmt: skip


@dataclass(frozen=True)
class Weight:
    """What a page costs a browser with an empty cache."""

    elements: int
    requests: int
    kilobytes: float


def _rank(quantiles: tuple[float, ...], value: float) -> float:
    for place in range(1, len(quantiles)):
        if value < quantiles[place]:
            return place - 1 + (value - quantiles[place - 1]) / (quantiles[place] - quantiles[place - 1])
    return len(quantiles) - 1


def ecoindex(weight: Weight) -> float:
    """Give the score out of 100: 100 − 5 (3 elements + 2 requests + 1 size) / 6, each as its rank among quantiles."""
    elements = _rank(ELEMENTS, weight.elements)
    requests = _rank(REQUESTS, weight.requests)
    size = _rank(KILOBYTES, weight.kilobytes)
    return 100 - 5 * (3 * elements + 2 * requests + size) / 6


def weigh(page: Page, address: str) -> Weight:
    """Open a page with an empty cache, scroll to its end, and count; what is inside a drawing is not counted."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[float] = []
    requests: list[str] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.on("Network.requestWillBeSent", lambda event: requests.append(event["request"]["url"]))
    page.goto(address, wait_until="networkidle")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    elements = page.evaluate("document.getElementsByTagName('*').length - document.querySelectorAll('svg *').length")
    session.detach()
    sent = [url for url in requests if url.startswith("http")]
    return Weight(elements, len(sent), sum(sizes) / 1000)
