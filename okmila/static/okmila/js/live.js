/* Keeps a page of a debate true: it feels its pulse every few seconds, and swaps what has moved; once a minute in any case.
   Forms inside are sent in place; a vote that cannot leave is tried again, until it is taken or its round is over.
   Without this script the same page works by its forms and by reloading it. */
(() => {
  "use strict";
  const box = () => document.getElementById("live");
  if (!box() || !window.fetch || !window.AbortController) return;
  const PATIENCE = 8000;
  const ANYWAY = 60000;
  let drawn = performance.now();
  let failures = 0;
  let busy = false;
  let dirty = false;
  let waiting = null;
  let timer = 0;
  let sends = 0;

  const say = (cut) => {
    const line = document.getElementById("live-state");
    if (line) line.textContent = cut ? line.dataset[waiting ? "waiting" : "cut"] : "";
  };

  const swap = (html) => {
    const focused = document.activeElement && document.activeElement.id;
    const old = box();
    const page = new DOMParser().parseFromString(html, "text/html");
    const fresh = page.getElementById("live");
    if (!fresh) return false;
    old.replaceWith(document.importNode(fresh, true));
    dirty = false;
    drawn = performance.now();
    const again = focused && document.getElementById(focused);
    if (again) again.focus({ preventScroll: true });
    if (fresh.dataset.moment !== old.dataset.moment) scrollTo(0, 0);
    document.dispatchEvent(new CustomEvent("okmila:live"));
    return true;
  };

  /* A request of a few seconds at most; what it brings is given to `take`. */
  const call = async (address, options, take) => {
    const brake = new AbortController();
    const limit = setTimeout(() => brake.abort(), PATIENCE);
    try {
      const response = await fetch(address, { signal: brake.signal, ...options });
      if (response.status >= 500) throw new Error(String(response.status));
      await take(response);
      failures = 0;
      say(false);
      return true;
    } catch {
      failures += 1;
      say(true);
      return false;
    } finally {
      clearTimeout(limit);
    }
  };

  const reach = (address, options) => {
    const before = sends;
    return call(address, { credentials: "same-origin", headers: { "X-Live": "1" }, ...options }, async (response) => {
      const text = await response.text();
      /* News that was asked for before a vote left may be older than the vote's own answer. */
      if (!options && before !== sends) return;
      if (response.redirected || !swap(text)) location.reload();
    });
  };

  /* The pulse needs no cookie: it says nothing but whether this version is still the one. */
  const look = async () => {
    const { address, pulse, version } = box().dataset;
    let moved = performance.now() - drawn > ANYWAY;
    const felt = moved || (await call(`${pulse}?v=${encodeURIComponent(version)}`, { credentials: "omit" }, (response) => {
      moved = response.status !== 204;
    }));
    if (felt && moved) await reach(address);
  };

  const send = async (form) => {
    const sent = await reach(form.action, { method: "POST", body: form.body });
    if (sent || !form.again) waiting = null;
    else waiting = form;
    say(!sent);
  };

  const turn = async () => {
    clearTimeout(timer);
    if (!busy) {
      busy = true;
      if (waiting) await send(waiting);
      else if (!dirty && document.visibilityState === "visible") await look();
      busy = false;
    }
    const every = Number(box().dataset.every) * 1000;
    timer = setTimeout(turn, Math.min(every * (1 + failures), Math.max(every, 6000)));
  };

  document.addEventListener("input", (event) => {
    if (event.target.closest("#live [data-holds]")) dirty = true;
  });
  /* Older browsers do not say which button sent a form: the last one that was pressed did. */
  let pressed = null;
  document.addEventListener("click", (event) => {
    pressed = event.target.closest("button");
  });
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const button = event.submitter || pressed;
    if (!form.closest("#live") || form.method !== "post") return;
    event.preventDefault();
    sends += 1;
    const body = new URLSearchParams(new FormData(form));
    const mine = button && button.form === form ? button : null;
    if (mine && mine.name) body.append(mine.name, mine.value);
    const action = mine && mine.hasAttribute("formaction") ? mine.formAction : form.action;
    form.querySelectorAll("button").forEach((button) => {
      button.disabled = true;
    });
    clearTimeout(timer);
    await send({ action, body, again: "again" in form.dataset });
    form.querySelectorAll("button").forEach((button) => {
      button.disabled = false;
    });
    clearTimeout(timer);
    timer = setTimeout(turn, Number(box().dataset.every) * 1000);
  });
  ["online", "pageshow"].forEach((name) => addEventListener(name, turn));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && turn());
  timer = setTimeout(turn, Number(box().dataset.every) * 1000);
})();
