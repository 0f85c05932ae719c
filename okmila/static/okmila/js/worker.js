/* Where the address is secure: the quiz opens again without the network. Pages of a quiz are kept for one pupil and
   forgotten with them: who is on the tablet changes by a form only (« Ce n’est pas moi », a secret, a badge), so any form
   of the pupils' pages that is not the quiz's own ends what is kept (see also comfort.js and outbox.js).
   Files with a fingerprint in their name never change. Answers never pass here: the page itself keeps and sends them. */
"use strict";
const PAGES = "okmila-pages";
const FILES = "okmila-files-1";
const PATIENCE = 5000;
const QUIZ = /^\/eleve\/quiz\/[-0-9a-f]+\//;
const FINGERPRINT = /^\/static\/.*\.[0-9a-f]{12}\./;

const OTHERS = /^\/eleve\/(?!quiz\/|reponses\/|confort\/)/;
let turn = 0;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name.startsWith("okmila-") && name !== PAGES && name !== FILES);
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(old(names).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

const patient = async (request) => {
  const brake = new AbortController();
  const limit = setTimeout(() => brake.abort(), PATIENCE);
  try {
    return await fetch(request, { signal: brake.signal });
  } finally {
    clearTimeout(limit);
  }
};

const file = async (request) => {
  const cache = await caches.open(FILES);
  const kept = await cache.match(request);
  if (kept && FINGERPRINT.test(new URL(request.url).pathname)) return kept;
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await cache.put(request, fresh.clone());
    return fresh;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
};

/* Somebody leaves or comes: nothing of the one before stays, nor arrives any more. */
const forgetThen = async (request) => {
  turn += 1;
  await caches.delete(PAGES);
  return fetch(request);
};

/* The server's page first; without it the page kept of this address, else any question of the same quiz, out of
   which taking.js makes the one that was asked for. */
const page = async (request) => {
  const quiz = new URL(request.url).pathname.match(QUIZ)[0];
  const mine = turn;
  const cache = await caches.open(PAGES);
  try {
    const fresh = await patient(request);
    if (fresh.ok && !fresh.redirected && mine === turn) await cache.put(request.url, fresh.clone());
    if (fresh.status < 500) return fresh;
    return (await cache.match(request.url)) || fresh;
  } catch (error) {
    const kept = await cache.match(request.url);
    if (kept) return kept;
    if (request.mode !== "navigate") throw error;
    const shell = (await cache.keys()).find((one) => new URL(one.url).pathname.startsWith(`${quiz}question/`));
    if (!shell) throw error;
    return cache.match(shell);
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === "POST" && OTHERS.test(pathname)) event.respondWith(forgetThen(request));
  if (request.method !== "GET") return;
  if (pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (QUIZ.test(pathname)) event.respondWith(page(request));
});
