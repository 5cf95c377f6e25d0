"use strict";
// What was seen of a published page, kept for the time without a connection. Whatever can be fetched is fetched.

const KEPT = "CACHE_NAME";
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

/** Return the answer of the server, or without a connection the one that was kept. */
async function answered(event) {
  try {
    const answer = await fetch(event.request);
    if (answer.ok && answer.type === "basic") event.waitUntil(keep(event.request, answer.clone()).catch(() => {}));
    return answer;
  } catch (error) {
    const cache = await caches.open(KEPT);
    const kept = await cache.match(event.request, { ignoreVary: true });
    const page = event.request.mode === "navigate" ? await cache.match("./", { ignoreVary: true }) : undefined;
    if (kept ?? page) return kept ?? page;
    throw error;
  }
}

/** Fetch and keep what a page showed before this worker was there, from the browser's own store if that has it. */
async function keepSeen(addresses) {
  const requests = addresses.map((address) => new Request(address)).filter(isKept);
  await Promise.allSettled(requests.map(async (request) => {
    const answer = await fetch(request, { cache: "force-cache" });
    if (answer.ok) await keep(request, answer);
  }));
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
  event.waitUntil(keepSeen(PAGES.map((page) => new URL(page, registration.scope).href)));
});
addEventListener("activate", (event) => event.waitUntil(removeOld()));
addEventListener("message", (event) => event.waitUntil(keepSeen(event.data)));
addEventListener("fetch", (event) => { if (isKept(event.request)) event.respondWith(answered(event)); });
