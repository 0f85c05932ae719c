/* The seal of an answer: HMAC-SHA-256 of its text under the key that came with its ticket, shortened to 16 bytes.
   The browser's own `crypto.subtle` is absent on plain http, where many schools are; the server makes the same seal. */
(() => {
  "use strict";
  const BLOCK = 64;
  const KEPT = 16;
  const primes = [];
  for (let number = 2; primes.length < 64; number += 1) {
    if (primes.every((prime) => number % prime)) primes.push(number);
  }
  const fraction = (root) => Math.floor((root - Math.floor(root)) * 2 ** 32);
  const ROUNDS = primes.map((prime) => fraction(Math.cbrt(prime)));
  const START = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  const turn = (word, places) => (word >>> places) | (word << (32 - places));

  /* The 64 words of a block: its own 16, and those that come of them. */
  const spread = (view, from) => {
    const words = [];
    for (let place = 0; place < 16; place += 1) words.push(view.getUint32(from + 4 * place));
    for (let place = 16; place < 64; place += 1) {
      const [old, late] = [words[place - 15], words[place - 2]];
      const first = turn(old, 7) ^ turn(old, 18) ^ (old >>> 3);
      const second = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
      words.push((words[place - 16] + first + words[place - 7] + second) | 0);
    }
    return words;
  };

  const sha256 = (bytes) => {
    const padded = new Uint8Array(BLOCK * Math.ceil((bytes.length + 9) / BLOCK));
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 4, bytes.length * 8);
    let state = START;
    for (let from = 0; from < padded.length; from += BLOCK) {
      let [a, b, c, d, e, f, g, h] = state;
      spread(view, from).forEach((word, place) => {
        const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[place] + word;
        const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
      });
      state = [a, b, c, d, e, f, g, h].map((word, place) => (word + state[place]) | 0);
    }
    const digest = new DataView(new ArrayBuffer(32));
    state.forEach((word, place) => digest.setUint32(4 * place, word));
    return new Uint8Array(digest.buffer);
  };

  const joined = (first, second) => {
    const whole = new Uint8Array(first.length + second.length);
    whole.set(first);
    whole.set(second, first.length);
    return whole;
  };
  const hmac = (key, bytes) => {
    const pad = (mask) => Uint8Array.from({ length: BLOCK }, (_none, place) => key[place] ^ mask);
    return sha256(joined(pad(0x5c), sha256(joined(pad(0x36), bytes))));
  };

  /* Bytes in the letters of addresses. */
  const letters = (bytes) =>
    btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  const encode = (text) => new TextEncoder().encode(text);

  /* The key is a text of 64 signs at most: a block. */
  window.okmilaSeal = {
    letters,
    of: (key, text) => (key ? letters(hmac(encode(key), encode(text)).slice(0, KEPT)) : ""),
  };
})();
