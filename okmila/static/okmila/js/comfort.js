/* Comfort: the page read aloud by the device's own voice, and the reading settings without leaving the page.
   Only a voice that works on the device is used: no word of the page leaves it. Without this script the settings
   are a page with a form, and there is no voice. */
document.addEventListener("submit", (event) => {
  /* Pages kept for a cut go with their pupil, from whatever page that pupil leaves (see outbox.js and worker.js). */
  if (!event.target.querySelector("#not-me")) return;
  if (window.caches) caches.delete("okmila-pages");
  try {
    localStorage.removeItem("okmila-pupil");
  } catch {
    /* No storage on this tablet. */
  }
});
(() => {
  "use strict";
  const RATE = 0.9;
  const BLOCKS = "h1, h2, h3, h4, p, li, label, legend, dt, dd, td, th, figcaption, div, .tile-body";
  const MUTE = "button, a.button, nav, input, select, textarea, svg, dialog, .save-state, .outbox, .unseen";
  const SIGNS = /[✓✗◐●○→←↑↓…·]/g;
  const root = document.documentElement;
  const main = document.getElementById("contenu");
  const listen = document.getElementById("listen");
  const link = document.getElementById("comfort");
  const synth = window.speechSynthesis;
  let voice = null;
  let turn = 0;
  let marked = null;
  let saying = null;
  let saving = Promise.resolve();

  /* What a reader sees of the page, block by block; `data-spoken` says more than what is shown. */
  const blocks = () => {
    const found = [];
    const keep = (element, text) => {
      const last = found[found.length - 1];
      if (last && last.element === element) last.text += ` ${text}`;
      else found.push({ element, text });
    };
    const look = (node) => {
      if (node.nodeType === Node.TEXT_NODE) {
        const text = node.textContent.replace(SIGNS, " ").replace(/\s+/g, " ").trim();
        if (text) keep(node.parentElement.closest(BLOCKS) || main, text);
      } else if (node.nodeType === Node.ELEMENT_NODE && getComputedStyle(node).display !== "none") {
        if (node.dataset.spoken) keep(node, node.dataset.spoken);
        else if (!node.matches(MUTE)) node.childNodes.forEach(look);
      }
    };
    main.childNodes.forEach(look);
    return found.filter((block) => /[\p{L}\p{N}]/u.test(block.text));
  };

  const mark = (element) => {
    if (marked) marked.classList.remove("being-read");
    marked = element;
    if (!marked) return;
    marked.classList.add("being-read");
    marked.scrollIntoView({ block: "nearest" });
  };
  const label = (words) => {
    listen.querySelector("span").textContent = words;
  };
  const stop = () => {
    turn += 1;
    synth.cancel();
    saying = null;
    mark(null);
    label(listen.dataset.rest);
  };
  const read = () => {
    const mine = turn;
    const queue = blocks();
    const next = () => {
      if (mine !== turn) return;
      const block = queue.shift();
      if (!block) {
        stop();
        return;
      }
      mark(block.element);
      saying = new SpeechSynthesisUtterance(block.text);
      saying.voice = voice;
      saying.lang = voice.lang;
      saying.rate = RATE;
      saying.onend = next;
      saying.onerror = () => mine === turn && stop();
      synth.speak(saying);
    };
    label(listen.dataset.halt);
    next();
  };

  const showVoice = () => {
    const choice = document.getElementById("voice-setting");
    if (choice) choice.hidden = !voice;
    if (!listen) return;
    listen.hidden = !voice || root.classList.contains("silent");
    if (listen.hidden && saying) stop();
  };
  const findVoice = () => {
    const french = synth.getVoices().filter((one) => one.localService && /^fr([-_]|$)/i.test(one.lang));
    voice = french.find((one) => /BE$/i.test(one.lang)) || french.find((one) => one.default) || french[0] || null;
    showVoice();
  };
  if (synth && window.SpeechSynthesisUtterance) {
    findVoice();
    if (synth.addEventListener) synth.addEventListener("voiceschanged", findVoice);
    if (listen) {
      listen.addEventListener("click", () => (saying ? stop() : read()));
      addEventListener("pagehide", stop);
      document.addEventListener("okmila:screen", stop);
    }
  }

  const apply = (form) => {
    form.querySelectorAll("input[type=radio]").forEach((radio) => root.classList.toggle(radio.value, radio.checked));
    showVoice();
  };
  const save = (form) => {
    const body = new URLSearchParams(new FormData(form));
    const send = () => fetch(form.getAttribute("action"), { method: "POST", body, redirect: "manual" });
    saving = saving.then(send).catch(() => undefined);
  };
  const open = (form) => {
    const dialog = document.createElement("dialog");
    dialog.className = "comfort-dialog";
    dialog.setAttribute("aria-label", link.dataset.title);
    dialog.append(form);
    document.body.append(dialog);
    form.addEventListener("change", () => {
      apply(form);
      save(form);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      save(form);
      dialog.close();
    });
    dialog.addEventListener("close", () => dialog.remove());
    showVoice();
    dialog.showModal();
  };

  const here = document.getElementById("comfort-form");
  if (here) here.addEventListener("change", () => apply(here));
  if (link && window.HTMLDialogElement) {
    link.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (saying) stop();
      if (document.querySelector(".comfort-dialog")) return;
      try {
        await saving;
        link.search = new URLSearchParams({ suite: location.pathname });
        const reply = await fetch(link.href);
        const page = new DOMParser().parseFromString(await reply.text(), "text/html");
        open(document.adoptNode(page.getElementById("comfort-form")));
      } catch {
        if (navigator.onLine) location.assign(link.href);
      }
    });
  }
})();
