/* Codes for the teacher's phone: each holds some answers with their ticket and seals, as an address of this server whose
   fragment no network sees. One at a time on the screen, each to be read alone. Comes after the first question. */
const MOST = 640;
const LONGEST = 2900;
const box = document.getElementById("outbox-codes");
const picture = document.getElementById("code-picture");
const next = document.getElementById("code-next");
let generate = null;
let codes = [];
let shown = 0;

/* Fetch the drawing of codes; again when it did not come. */
export const prepare = async () => {
  if (!generate) ({ generate } = await import(box.dataset.encoder));
};

const keyLetters = (key) => {
  const pairs = key.replace(/-/g, "").match(/../g);
  return okmilaSeal.letters(Uint8Array.from(pairs, (pair) => parseInt(pair, 16)));
};

/* An answer without the names of its fields, which the server writes again: see quizzes/rescue.py. */
const shortened = ({ body, seal }) => {
  const [key, ...others] = body.split("&").map((field) => field.slice(field.indexOf("=") + 1));
  return [keyLetters(key), seal, ...others].join(",");
};

const addressOf = (records, part) => {
  const groups = new Map();
  records.forEach((record) => groups.set(record.ticket, [...(groups.get(record.ticket) || []), shortened(record)]));
  const spelt = Array.from(groups, ([ticket, answers]) => [ticket, ...answers].join(";")).join("/");
  return `${location.origin}${box.dataset.page}#2.${part}/${spelt}`;
};

/* As many answers in a code as a camera reads well. */
const parcels = (records) => {
  const found = [];
  records.forEach((record) => {
    const last = found[found.length - 1];
    if (last && addressOf([...last, record], "99.99").length <= MOST) last.push(record);
    else found.push([record]);
  });
  return found;
};

const show = () => {
  generate(codes[shown]).toCanvas(picture, { off: [255, 255, 255, 255] });
  const words = `${box.dataset.word} ${shown + 1} ${box.dataset.of} ${codes.length}`;
  picture.setAttribute("aria-label", words);
  document.getElementById("code-count").textContent = words;
};

document.addEventListener("okmila:give", ({ detail }) => {
  if (!generate) return;
  const fit = detail.filter((record) => record.seal && addressOf([record], "99.99").length <= LONGEST);
  const found = parcels(fit);
  codes = found.map((records, place) => addressOf(records, `${place + 1}.${found.length}`));
  shown = 0;
  box.hidden = !codes.length;
  next.hidden = codes.length < 2;
  document.getElementById("code-rest").hidden = fit.length === detail.length;
  if (codes.length) show();
});
next.addEventListener("click", () => {
  shown = (shown + 1) % codes.length;
  show();
});
