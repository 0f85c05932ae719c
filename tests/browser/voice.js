/* A device whose voices the test knows: one far away, which must never be used, and one of its own. */
(() => {
  const spoken = [];
  const voices = [
    { name: "far", lang: "fr-FR", localService: false, default: true },
    { name: "near", lang: "fr-BE", localService: true, default: false },
  ];
  const synth = {
    getVoices: () => voices,
    addEventListener: () => undefined,
    cancel: () => undefined,
    speak: (utterance) => spoken.push(utterance),
  };
  window.spoken = spoken;
  window.finishSentence = () => spoken[spoken.length - 1].onend();
  Object.defineProperty(window, "speechSynthesis", { value: synth });
  window.SpeechSynthesisUtterance = class {
    constructor(text) {
      this.text = text;
    }
  };
})();
