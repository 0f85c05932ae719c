/* The badge: its token stands in the address's fragment, which no server ever sees: post it, and forget it.
   Where the browser can read a code, the camera is offered: its pictures stay in the page and are kept nowhere. */
(() => {
  "use strict";
  const PAUSE = 200;
  const PATIENCE = 60000;
  const TOKEN = /^[\w-]{10,64}$/;
  const form = document.getElementById("badge-form");
  const start = document.getElementById("camera-start");
  const frame = document.getElementById("camera");
  const state = document.getElementById("camera-state");
  const video = document.getElementById("camera-picture");
  let stream = null;
  let turn = 0;

  const enter = (token) => {
    document.getElementById("badge-token").value = token;
    form.submit();
  };
  const say = (name) => {
    state.textContent = name ? state.dataset[name] : "";
  };
  const stop = () => {
    turn += 1;
    if (stream) stream.getTracks().forEach((track) => track.stop());
    stream = null;
    video.srcObject = null;
    frame.hidden = true;
    start.hidden = false;
  };

  /* The token of a badge of this page; any other code gives nothing. */
  const tokenOf = (text) => {
    try {
      const address = new URL(text);
      const token = address.hash.slice(1);
      return address.pathname === location.pathname && TOKEN.test(token) ? token : "";
    } catch {
      return "";
    }
  };
  const watch = async (detector, mine, until) => {
    const codes = await detector.detect(video).catch(() => []);
    if (mine !== turn) return;
    const token = codes.map((code) => tokenOf(code.rawValue)).find(Boolean);
    if (token) {
      stop();
      say("found");
      enter(token);
    } else if (Date.now() > until) {
      stop();
      say("nothing");
    } else {
      say(codes.length ? "other" : "look");
      setTimeout(() => mine === turn && watch(detector, mine, until), PAUSE);
    }
  };
  const film = async () => {
    stop();
    const mine = turn;
    start.hidden = true;
    say("ask");
    try {
      const opened = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
      if (mine !== turn) {
        opened.getTracks().forEach((track) => track.stop());
        return;
      }
      stream = opened;
      frame.hidden = false;
      video.srcObject = stream;
      await video.play();
      document.getElementById("camera-stop").focus();
      watch(new BarcodeDetector({ formats: ["qr_code"] }), mine, Date.now() + PATIENCE);
    } catch (error) {
      if (mine !== turn) return;
      stop();
      say({ NotAllowedError: "refused", NotFoundError: "none" }[error.name] || "broken");
    }
  };
  const offer = async () => {
    if (!window.BarcodeDetector || !navigator.mediaDevices) return;
    const formats = await BarcodeDetector.getSupportedFormats();
    if (!formats.includes("qr_code")) return;
    start.hidden = false;
    document.getElementById("by-hand").hidden = true;
    start.addEventListener("click", film);
    document.getElementById("camera-stop").addEventListener("click", () => {
      stop();
      say("");
      start.focus();
    });
    addEventListener("pagehide", stop);
    document.addEventListener("visibilitychange", () => document.hidden && stream && stop());
  };

  const given = location.hash.slice(1);
  if (given) {
    history.replaceState(null, "", location.pathname);
    enter(given);
  } else {
    offer().catch(() => undefined);
  }
})();
