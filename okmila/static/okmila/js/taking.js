/* A quiz goes on without the network: its questions come once, at the start, and wait in this page.
   With the network, screens are the server's own, fetched in place; without it, they are made of what came.
   What is right and why never comes before the answer. Without this script the same pages work by links and forms. */
(() => {
  "use strict";
  const outbox = window.okmilaOutbox;
  const screen = document.getElementById("screen");
  if (!outbox || !screen) return;
  screen.dataset.wired = "1";
  if (!window.fetch || !window.AbortController) return;
  const quiz = location.pathname.split("/").slice(0, 4).join("/");
  const PATIENCE = 6000;
  let prepared = null;
  let preparing = false;
  let moves = 0;
  let offline = false;
  let rescued = false;
  const done = new Set();

  const piece = (id) => document.getElementById(id);
  const here = () => location.pathname;

  const get = async (address) => {
    const brake = new AbortController();
    const limit = setTimeout(() => brake.abort(), PATIENCE);
    try {
      const response = await fetch(address, { credentials: "same-origin", signal: brake.signal });
      return { response, text: await response.text() };
    } finally {
      clearTimeout(limit);
    }
  };

  /* Fetch the whole quiz once; again after the next reply if it did not come. */
  const prepare = async () => {
    if (prepared || preparing || !(piece("answer-form") || piece("next"))) return;
    preparing = true;
    try {
      const { response, text } = await get(`${quiz}/tout/`);
      const whole = response.ok && !response.redirected ? JSON.parse(text) : null;
      if (whole && whole.pupil === outbox.pupil && whole.screens.length) {
        prepared = whole.screens;
        whole.done.forEach((page) => done.add(page));
        outbox.renew(here(), whole.ticket, whole.seal);
        stones();
        rescue();
      }
    } catch {
      /* Not now; the questions that are on the server wait there. */
    }
    preparing = false;
  };

  /* What draws the codes comes while there is a network, for when there is none. */
  const rescue = async () => {
    const { rescue: address } = (piece("outbox-codes") || { dataset: {} }).dataset;
    if (!address || rescued) return;
    rescued = true;
    try {
      await (await import(address)).prepare();
    } catch {
      rescued = false; /* The file is left; asked for again with the next reply. */
    }
  };

  /* Pebbles: what the server has, what waits here, and the same in words. */
  const stones = () => {
    const row = piece("pebbles");
    if (!row) return;
    const shapes = Array.from(row.querySelectorAll("[data-stone]"));
    let [stored, waiting] = [0, 0];
    shapes.forEach((shape) => {
      const page = shape.dataset.stone;
      const waits = Boolean(outbox.at(page));
      if (shape.classList.contains("done")) done.add(page);
      else if (done.has(page) && !waits && !shape.classList.contains("here")) shape.classList.add("done");
      shape.classList.toggle("waiting", waits);
      stored += done.has(page) && !waits;
      waiting += waits;
    });
    const { told, done: doneWords, waiting: waitingWords } = row.dataset;
    const words = [told, `${doneWords} ${stored}`].concat(waiting ? `${waitingWords} ${waiting}` : []).join(", ");
    if (row.getAttribute("aria-label") !== words) row.setAttribute("aria-label", words);
  };

  const put = (html, title, address, push) => {
    screen.innerHTML = html;
    if (title) document.title = title;
    if (push && address !== here()) history.pushState({ quiz }, "", address);
    else history.replaceState({ quiz }, "", address);
    screen.dataset.page = here();
    scrollTo(0, 0);
    screen.focus({ preventScroll: true });
    document.dispatchEvent(new CustomEvent("okmila:screen"));
    look();
  };

  /* Show what this pupil chose on a screen whose answer is already written down. */
  const fill = (form, body) => {
    const values = new URLSearchParams(body).getAll("value");
    const fields = form.querySelectorAll("[name=value]");
    fields.forEach((field, place) => {
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
      else if (field.type !== "hidden" && values.length === fields.length) {
        field.value = values[place];
        field.dispatchEvent(new Event("change"));
      }
    });
    const order = form.querySelector("#order");
    if (order) {
      const item = (value) => order.querySelector(`[name=value][value="${CSS.escape(value)}"]`);
      values.map(item).forEach((field) => field && order.append(field.closest("li")));
    }
  };
  const lock = (form, locked) => {
    form.querySelectorAll("input, select, textarea, button").forEach((field) => {
      field.disabled = locked;
    });
  };

  /* Say on the screen itself where its answer stands. */
  const look = () => {
    const form = piece("answer-form");
    const record = outbox.at(here());
    const stored = Boolean(screen.querySelector("[data-stored-here]"));
    if (stored) done.add(here());
    outbox.say(stored ? outbox.words("stored") : "");
    if (form) {
      outbox.renew(here(), form.elements.ticket.value, form.elements.ticket.dataset.seal);
      const given = Boolean(record) || (offline && done.has(here()));
      if (record) fill(form, record.body);
      lock(form, given);
      piece("send").hidden = given;
      if (given && !record) outbox.say(outbox.words("stored"));
      const on = piece("go-on");
      if (on) on.hidden = !(given || offline);
    }
    piece("local-end") && list();
    outbox.report();
  };

  /* The end without the network: every question with where its answer stands. */
  const list = () => {
    const states = { stored: outbox.words("stored"), waiting: outbox.words("waiting"), open: outbox.words("open") };
    screen.querySelectorAll("[data-page]").forEach((line) => {
      const page = line.dataset.page;
      const state = outbox.at(page) ? "waiting" : done.has(page) ? "stored" : "open";
      line.querySelector("[data-state]").textContent = states[state];
    });
  };

  /* Make a screen of what came at the start; a debrief needs the server, so the next screen stands in for it. */
  const local = (address, push) => {
    if (!prepared) return false;
    let place = prepared.findIndex((one) => one.page === address);
    while (place >= 0 && place < prepared.length && !prepared[place].html) place += 1;
    const found = prepared[place];
    if (!found) return false;
    offline = true;
    put(found.html, found.title, found.page, push);
    return true;
  };

  /* Show an address of the quiz: the server's page, or what came of it before. */
  const go = async (address, push = true) => {
    moves += 1;
    const move = moves;
    let found;
    try {
      found = await get(address);
      if (found.response.status >= 500) throw new Error("server");
    } catch {
      if (move === moves && !local(address, push)) outbox.say(`… ${outbox.words("cut")}`);
      return;
    }
    if (move !== moves) return;
    const page = new DOMParser().parseFromString(found.text, "text/html");
    const shown = page.getElementById("screen");
    const line = page.getElementById("save-state");
    const path = new URL(found.response.url).pathname;
    if (shown && line && line.dataset.pupil === outbox.pupil && path.startsWith(`${quiz}/`)) {
      offline = false;
      put(shown.innerHTML, page.title, path, push);
      prepare();
    } else if (path === "/eleve/" && found.response.redirected) {
      outbox.toDoor();
    } else {
      location.assign(address);
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id !== "answer-form") return;
    if (!outbox.at(here())) {
      try {
        outbox.keep(form, here());
      } catch {
        return; /* No storage here: the form posts by itself. */
      }
    }
    event.preventDefault();
    piece("answer-error").textContent = "";
    piece("way-out").hidden = true;
    lock(form, true);
    outbox.report();
    outbox.flush();
  });

  document.addEventListener("okmila:answer", ({ detail }) => {
    const received = detail.state !== "refused" && detail.state !== "held";
    if (received) done.add(detail.page);
    stones();
    const form = piece("answer-form");
    if (detail.state === "held") return;
    if (detail.page === here() && received) {
      go(detail.reply.next);
    } else if (detail.page === here() && form) {
      lock(form, false);
      piece("answer-error").textContent = detail.reply.message;
      piece("way-out").hidden = detail.reply.state === "unreadable";
    } else if (piece("local-end")) {
      list();
      if (!outbox.unsent().length) go(here(), false);
    }
    prepare();
    if (prepared) rescue();
  });

  /* An answer came or left, in this page or in another. */
  document.addEventListener("okmila:kept", () => {
    stones();
    piece("local-end") && list();
  });

  /* The answer waits: the pupil may go on. */
  document.addEventListener("okmila:cut", () => {
    if (outbox.at(here()) && piece("go-on")) piece("go-on").hidden = !prepared;
    piece("local-end") && list();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (!screen.contains(link) || link.origin !== location.origin || !link.pathname.startsWith(`${quiz}/`)) return;
    event.preventDefault();
    go(link.pathname);
  });

  addEventListener("popstate", () => (here().startsWith(`${quiz}/`) ? go(here(), false) : location.reload()));

  /* A page kept for a cut stands in for another question of the same quiz: make the one that was asked for. */
  const start = async () => {
    look();
    await prepare();
    if (screen.dataset.page !== here()) local(here(), false);
    else if (outbox.at(here())) piece("go-on") && (piece("go-on").hidden = !prepared);
  };
  start();
})();
