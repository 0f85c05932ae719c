/* The outbox: an answer is written to the tablet before it is sent, and leaves only on the server's own receipt.
   One key of local storage an answer, so that two tabs never overwrite each other; each is bound to its pupil and
   goes with the ticket that this pupil was given. A reply decides, never what the browser believes of the network.
   What the server refuses stays, out of the way, until its pupil has read why. */
(() => {
  "use strict";
  const PREFIX = "okmila:";
  const OWNER = "okmila-pupil";
  const PAGES = "okmila-pages";
  const WAITS = [1000, 2000, 4000, 8000];
  const PATIENCE = 10000;
  const RECEIPTS = ["stored", "late", "known"];
  const FINAL = [400, 409, 410, 422];
  const line = document.getElementById("save-state");
  const panel = document.getElementById("outbox");
  const pupil = line ? line.dataset.pupil : "";
  const stores = (() => {
    try {
      return Boolean(window.localStorage);
    } catch {
      return false; /* No storage on this tablet: forms post by themselves. */
    }
  })();
  let failures = 0;
  let timer = 0;
  let sending = false;
  let asked = false;
  let leaving = false;

  const words = (name) => (line ? line.dataset[name] : "");
  const say = (sentence) => {
    if (line && line.textContent !== sentence) line.textContent = sentence;
  };

  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };

  const quizOf = (page) => page.split("/").slice(0, 4).join("/");

  /* Everything kept on this tablet, in the order in which it was given. */
  const all = () => {
    const records = [];
    for (let place = 0; stores && place < localStorage.length; place += 1) {
      const name = localStorage.key(place);
      if (!name.startsWith(PREFIX)) continue;
      try {
        const record = JSON.parse(localStorage.getItem(name));
        if (record.body && record.ticket) records.push({ ...record, name });
      } catch {
        /* Not ours, or half written: leave it. */
      }
    }
    return records.sort((one, other) => one.order - other.order);
  };
  const put = ({ name, ...record }) => localStorage.setItem(name, JSON.stringify(record));
  const mine = () => all().filter((record) => pupil && record.pupil === pupil);
  const unsent = () => mine().filter((record) => !record.refused);
  const at = (page) => unsent().find((record) => record.page === page);

  /* A seal whose script did not come is made later, by `renew`: no answer waits for it. */
  const sealed = (key, body) => (window.okmilaSeal ? okmilaSeal.of(key, body) : "");

  /* Write an answer down; an older answer to the same page that was refused makes room for it. */
  const keep = (form, page) => {
    const fields = new FormData(form);
    const key = newKey();
    const values = fields.getAll("value").map((value) => ["value", value]);
    const body = new URLSearchParams([["client_key", key], ["question", fields.get("question")], ...values]).toString();
    const ticket = fields.get("ticket");
    const seal = sealed(form.elements.ticket.dataset.seal, body);
    const order = Math.max(0, ...all().map((record) => record.order)) + 1;
    put({ name: PREFIX + key, order, pupil, page, ticket, seal, address: form.getAttribute("action"), body });
    mine().forEach((record) => record.refused && record.page === page && localStorage.removeItem(record.name));
  };

  const send = (record, signal) => {
    const alike = (one) => one.pupil === record.pupil && quizOf(one.page) === quizOf(record.page);
    const left = all().filter((one) => alike(one) && !one.refused).length - 1;
    return fetch(record.address, {
      method: "POST",
      credentials: "omit",
      redirect: "error",
      signal,
      headers: { "X-Outbox": "1", "X-Ticket": record.ticket, "Content-Type": "application/x-www-form-urlencoded" },
      body: `${record.body}&waiting=${left}`,
    });
  };

  const tell = (record, state, reply) => {
    if (record.pupil !== pupil) return;
    report();
    const heard = { page: record.page, state, reply };
    if (state === "refused") say(`✗ ${reply.title || words("refused")}`);
    else if (state !== "held" && record.page === location.pathname) say(words(state));
    else if (state !== "held" && !unsent().length) say(words("all"));
    document.dispatchEvent(new CustomEvent("okmila:answer", { detail: heard }));
  };

  /* Only a reply that the server meant settles an answer: anything else, a proxy's page for instance, keeps it. */
  const settle = async (record, response) => {
    const reply = await response.json();
    if (response.status === 200 && RECEIPTS.includes(reply.state)) {
      localStorage.removeItem(record.name);
      tell(record, reply.state, reply);
    } else if (response.status === 401 && reply.state === "refused") {
      put({ ...record, held: true });
      tell(record, "held", reply);
    } else if (FINAL.includes(response.status) && reply.message) {
      put({ ...record, refused: reply.message });
      tell(record, "refused", reply);
    } else {
      throw new Error(String(response.status));
    }
  };

  const deliver = async (record) => {
    const brake = new AbortController();
    const limit = setTimeout(() => brake.abort(), PATIENCE);
    try {
      const response = await send(record, brake.signal);
      await settle(record, response);
      return "settled";
    } catch (error) {
      return error instanceof TypeError || error.name === "AbortError" ? "cut" : "odd";
    } finally {
      clearTimeout(limit);
    }
  };

  const flush = async () => {
    asked = true;
    if (sending) return;
    sending = true;
    clearTimeout(timer);
    let failed = false;
    while (asked) {
      asked = false;
      failed = false;
      const tried = new Set();
      for (;;) {
        const record = all().find((one) => !one.refused && !one.held && !tried.has(one.name));
        if (!record) break;
        tried.add(record.name);
        const outcome = await deliver(record);
        if (outcome === "settled") failures = 0;
        else failed = true;
        if (outcome === "cut") break;
      }
      if (failed) break;
    }
    sending = false;
    if (failed) {
      timer = setTimeout(flush, WAITS[Math.min(failures, WAITS.length - 1)] * (0.75 + Math.random() / 4));
      failures += 1;
      report();
      document.dispatchEvent(new CustomEvent("okmila:cut"));
    }
  };

  /* A ticket made now for the same attempt lets leave what an older one could not; its key seals the answer anew. */
  const renew = (page, ticket, key) => {
    const held = mine().filter((record) => (record.held || !record.seal) && quizOf(record.page) === quizOf(page));
    const old = held.filter((record) => record.ticket !== ticket);
    old.forEach((record) => put({ ...record, ticket, seal: sealed(key, record.body), held: false }));
    if (old.length) flush();
  };

  const show = (id, shown) => {
    const piece = document.getElementById(id);
    if (piece) piece.hidden = !shown;
  };

  /* Say in words what is kept here, and what its pupil can do about it. */
  const report = () => {
    document.dispatchEvent(new CustomEvent("okmila:kept"));
    const kept = mine();
    const count = unsent().length;
    if (count) say(count > 1 ? `${words("waitingMany")} ${count}` : words("waiting"));
    if (!panel) return;
    const stuck = kept.some((record) => record.held);
    const refused = kept.filter((record) => record.refused);
    show("outbox-door", stuck || panel.dataset.door === "1");
    show("outbox-give", stuck || (count > 0 && failures > 3));
    show("outbox-refused", refused.length > 0);
    const lines = Array.from(new Set(refused.map((record) => record.refused)), (reason) => {
      const item = document.createElement("li");
      item.textContent = reason;
      return item;
    });
    const reasons = document.getElementById("outbox-reasons");
    if (reasons) reasons.replaceChildren(...lines);
    panel.hidden = !(stuck || refused.length || panel.dataset.door === "1" || (count > 0 && failures > 3));
  };

  const toDoor = () => {
    if (!panel) return;
    panel.dataset.door = "1";
    const link = panel.querySelector("#outbox-door a");
    link.href = `${link.pathname}?suite=${encodeURIComponent(location.pathname)}`;
    report();
  };

  /* A file for the teacher: each answer with its ticket, which alone says whose it is, and its seal. */
  const give = () => {
    const records = unsent();
    const lines = records.map(({ ticket, body, seal }) => JSON.stringify({ ticket, body, seal }));
    const text = ["okmila-reponses 2", ...lines].join("\n");
    const box = document.getElementById("outbox-text");
    box.value = text;
    show("outbox-given", true);
    const link = document.getElementById("outbox-file");
    URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    link.click();
    document.dispatchEvent(new CustomEvent("okmila:give", { detail: records }));
  };

  /* Pages kept for a cut belong to one pupil: the next one starts with none. */
  const forget = () => {
    if (window.caches) caches.delete(PAGES);
  };
  if (!stores || localStorage.getItem(OWNER) !== pupil) {
    forget();
    try {
      localStorage.setItem(OWNER, pupil);
    } catch {
      /* A full or closed storage: the pages are forgotten again next time. */
    }
  }
  /* A page that the browser had put aside shows nothing of a pupil who has left since. */
  addEventListener("pageshow", (event) => {
    if (!event.persisted || !stores || localStorage.getItem(OWNER) === pupil) return;
    document.body.hidden = true;
    location.replace("/eleve/");
  });
  if (pupil && navigator.serviceWorker) navigator.serviceWorker.register("/sw.js", { scope: "/eleve/" }).catch(() => {});

  document.addEventListener("click", (event) => {
    if (event.target.closest("#outbox-door a")) leaving = true;
    if (event.target.closest("#outbox-make")) give();
    if (event.target.closest("#outbox-read")) {
      mine().forEach((record) => record.refused && localStorage.removeItem(record.name));
      say("");
      report();
    }
  });
  document.addEventListener("submit", (event) => {
    if (event.target.querySelector("#not-me")) leaving = true;
  });
  ["online", "pageshow"].forEach((name) => addEventListener(name, flush));
  addEventListener("storage", report);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
  addEventListener("beforeunload", (event) => {
    if (!leaving && failures > 0 && !(navigator.serviceWorker || {}).controller && unsent().length) event.preventDefault();
    leaving = false;
  });

  window.okmilaOutbox = { at, flush, keep, renew, report, say, toDoor, unsent, words, pupil };
  report();
})();
