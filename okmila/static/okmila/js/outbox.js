/* The outbox: an answer is written to the tablet before it is sent, and removed only on the server's receipt.
   One key of local storage an answer, so that two tabs never overwrite each other; each is bound to its pupil.
   Without this script the same form posts by itself. */
(() => {
  "use strict";
  const PREFIX = "okmila:";
  const WAITS = [1000, 2000, 4000, 8000, 15000, 30000];
  const form = document.getElementById("answer-form");
  const state = document.getElementById("save-state");
  const pupil = state ? state.dataset.pupil : "";
  let failures = 0;
  let timer = 0;
  let sending = false;

  const words = (name) => (state ? state.dataset[name] : "");
  const say = (sentence) => {
    if (state) state.textContent = sentence;
  };

  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };

  /* Every answer that waits on this tablet, oldest first; each leaves with its own pupil's ticket. */
  const waiting = () => {
    const records = [];
    for (let place = 0; place < localStorage.length; place += 1) {
      const name = localStorage.key(place);
      if (!name.startsWith(PREFIX)) continue;
      try {
        records.push({ name, ...JSON.parse(localStorage.getItem(name)) });
      } catch {
        /* Not ours, or half written: leave it. */
      }
    }
    return records.sort((one, other) => one.order - other.order);
  };
  const mine = () => waiting().filter((record) => record.pupil === pupil);

  const send = (record) =>
    fetch(record.address, {
      method: "POST",
      credentials: "omit",
      headers: { "X-Outbox": "1", "X-Ticket": record.ticket, "Content-Type": "application/x-www-form-urlencoded" },
      body: record.body,
    });

  /* Only a reply that the server meant settles an answer: anything else, a proxy's page for instance, keeps it. */
  const settle = async (record, response) => {
    if (response.status >= 500 || response.status === 429) throw new Error(String(response.status));
    const reply = await response.json();
    localStorage.removeItem(record.name);
    if (record.pupil !== pupil) return;
    const here = form && record.page === location.pathname;
    if (response.ok) {
      say(words(reply.state === "known" ? "known" : "saved"));
      if (here) location.assign(reply.next);
      return;
    }
    say(`✗ ${reply.title || words("refused")}`);
    if (here) {
      document.getElementById("answer-error").textContent = reply.message;
      document.getElementById("way-out").hidden = response.status === 422;
      form.querySelector("#send").disabled = false;
    }
  };

  const flush = async () => {
    if (sending) return;
    sending = true;
    clearTimeout(timer);
    try {
      for (let [record] = waiting(); record; [record] = waiting()) {
        await settle(record, await send(record));
        failures = 0;
      }
    } catch {
      const count = mine().length;
      if (count) say(count > 1 ? `${words("waitingMany")} ${count}` : words("waiting"));
      timer = setTimeout(flush, WAITS[Math.min(failures, WAITS.length - 1)]);
      failures += 1;
    }
    sending = false;
  };

  const keep = () => {
    const fields = new FormData(form);
    const key = newKey();
    const ticket = fields.get("ticket");
    fields.delete("ticket");
    fields.set("client_key", key);
    const body = new URLSearchParams(fields).toString();
    const record = { order: Date.now(), pupil, page: location.pathname, ticket, address: form.getAttribute("action"), body };
    localStorage.setItem(PREFIX + key, JSON.stringify(record));
  };

  if (form) {
    form.addEventListener("submit", (event) => {
      if (!mine().some((record) => record.page === location.pathname)) {
        try {
          keep();
        } catch {
          return; /* No storage here: the form posts by itself. */
        }
      }
      event.preventDefault();
      form.querySelector("#send").disabled = true;
      document.getElementById("answer-error").textContent = "";
      say(words("waiting"));
      flush();
    });
  }

  ["online", "pageshow"].forEach((name) => addEventListener(name, flush));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
  addEventListener("beforeunload", (event) => mine().length && failures > 0 && event.preventDefault());
})();
