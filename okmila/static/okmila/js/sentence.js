/* A sentence of one's own after a story: kept on this tablet for its pupil, and never sent.
   It stands outside any form and outside the outbox, under a name that the outbox does not read. */
(() => {
  "use strict";
  const PREFIX = "okmila-phrase:";
  const DAYS = 30;
  const line = document.getElementById("save-state");
  const pupil = line ? line.dataset.pupil : "";

  /* A shared tablet is no diary: what has not been written on for a month leaves. */
  const tidy = () => {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
    names.forEach((name) => {
      const kept = read(name);
      if (!kept || !(Date.now() - kept.at < DAYS * 86400000)) localStorage.removeItem(name);
    });
  };

  const read = (name) => {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  };

  const wire = () => {
    const box = document.getElementById("own-sentence");
    if (!box || !pupil || box.dataset.wired) return;
    const [words, erase, state] = ["own-words", "own-erase", "own-state"].map((id) => document.getElementById(id));
    const name = `${PREFIX}${pupil}:${box.dataset.place}`;
    const keep = () => {
      try {
        if (words.value.trim()) localStorage.setItem(name, JSON.stringify({ text: words.value, at: Date.now() }));
        else localStorage.removeItem(name);
        state.textContent = words.value.trim() ? box.dataset.kept : "";
      } catch {
        state.textContent = box.dataset.full;
      }
      erase.hidden = !words.value;
    };
    box.dataset.wired = "1";
    const kept = read(name);
    words.value = kept ? kept.text : "";
    erase.hidden = !words.value;
    words.addEventListener("input", keep);
    erase.addEventListener("click", () => {
      words.value = "";
      keep();
      state.textContent = box.dataset.erased;
      words.focus();
    });
    box.hidden = false;
  };

  try {
    tidy();
  } catch {
    return; /* No storage on this tablet: the page does without. */
  }
  wire();
  document.addEventListener("okmila:screen", wire);
})();
