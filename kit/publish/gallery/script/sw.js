"use strict";
// What was seen of a published page, kept for the time without a connection. Whatever can be fetched is fetched.

const KEPT = CACHE_NAME;
/** What is answered in place of a page that is not kept: the page, and its words by the folder of their language. */
const NOT_KEPT = NOT_KEPT_PAGE;
const WORDS = WORDS_BY_FOLDER;
/** The most files that are kept, the last ones seen. */
const MOST = 600;
const PAGES = ["./"];

/** Tell whether a request is for a file of this page, and no zip. */
function isKept(request) {
  const { href, pathname } = new URL(request.url);
  return request.method === "GET" && href.startsWith(registration.scope) && !pathname.endsWith(".zip")
    && !request.headers.has("range");
}

/** Keep an answer, as the last one seen. */
async function keep(request, answer) {
  const cache = await caches.open(KEPT);
  await cache.delete(request, { ignoreVary: true });
  await cache.put(request, answer);
  const all = await cache.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - MOST)).map((one) => cache.delete(one)));
}

/** Return the answer of the server, or without a connection the one that was kept, or a page that says there is none. */
async function answered(event) {
  const { request } = event;
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.type === "basic") event.waitUntil(keep(request, answer.clone()).catch(() => {}));
    return answer;
  } catch (error) {
    const kept = await keptFor(request);
    if (kept || request.mode !== "navigate") return kept ?? Promise.reject(error);
    return notKept(withoutQuery(request.url));
  }
}

function withoutQuery(address) {
  return address.split(/[?#]/)[0];
}

/** Return what was kept for a request, if anything; a page is the same whatever its address asks for, and by both its names. */
async function keptFor(request) {
  const cache = await caches.open(KEPT);
  if (request.mode !== "navigate") return cache.match(request, { ignoreVary: true });
  const name = withoutQuery(request.url), other = name.endsWith("/") ? `${name}index.html` : name.replace(/\/index\.html$/, "/");
  const options = { ignoreVary: true, ignoreSearch: true };
  return await cache.match(name, options) ?? cache.match(other, options);
}

/** Return the page in place of one that is not kept, in that one's language, with a link to one that is. */
async function notKept(address) {
  const folder = address.slice(registration.scope.length).split("/")[0];
  const wished = [folder, ...navigator.languages.flatMap((tag) => [tag, tag.split("-")[0]])].map((tag) => tag.toLowerCase());
  const words = WORDS[wished.find((tag) => Object.hasOwn(WORDS, tag)) ?? Object.keys(WORDS)[0]];
  const back = await lastPage(`${registration.scope}${folder}/`);
  const isList = Object.keys(WORDS).length > 1 && /^(index\.html)?$/.test(back.slice(registration.scope.length));
  const values = { ...words, said: words.not_kept, address: back, label: isList ? words.language : words.back };
  const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  const page = NOT_KEPT.replace(/\{(\w+)\}/g, (_, name) => escaped(values[name]));
  return new Response(page, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

/** Return the address of the page of pictures or of languages that was kept last, one in a folder before all others. */
async function lastPage(folder) {
  const kept = (await (await caches.open(KEPT)).keys()).map(({ url }) => withoutQuery(url)).reverse();
  const pages = kept.filter((one) => /\/(index\.html)?$/.test(one));
  return pages.find((one) => one.startsWith(folder)) ?? pages[0] ?? registration.scope;
}

/** Fetch and keep some files; from the browser's own store what a page showed before this worker was there. */
async function fetchAndKeep(addresses, store) {
  const requests = addresses.map((address) => new Request(address)).filter(isKept);
  await Promise.allSettled(requests.map(async (request) => {
    const answer = await fetch(request, { cache: store });
    // what came from another address would be refused as the answer to a page
    if (answer.ok) await keep(request, answer.redirected ? new Response(answer.body, answer) : answer);
  }));
}

/** Keep what a page has `seen`, and what may be opened next, `ahead`, unless it is there. */
async function keepFor({ seen, ahead }) {
  await fetchAndKeep(seen, "force-cache");
  const there = await Promise.all(ahead.map((address) => keptFor(new Request(address))));
  await fetchAndKeep(ahead.filter((_, index) => !there[index]), "no-cache");
}

/** Remove what an earlier version of the kit kept. */
async function removeOld() {
  const begin = KEPT.replace(/[^:]*$/, "");
  const old = (await caches.keys()).filter((name) => name.startsWith(begin) && name !== KEPT);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(fetchAndKeep(PAGES.map((page) => new URL(page, registration.scope).href), "no-cache"));
});
addEventListener("activate", (event) => event.waitUntil(removeOld()));
addEventListener("message", (event) => event.waitUntil(keepFor(event.data)));
addEventListener("fetch", (event) => { if (isKept(event.request)) event.respondWith(answered(event)); });
