// On a published page alone: have what was seen kept for the time without a connection, first of all what is seen now, and
// once the page is idle or ten seconds old, the page for own words in its language, unless people save data.

navigator.serviceWorker?.register("SITE_ROOTsw.js").then(async () => {
  const { serviceWorker, connection } = navigator, ownWords = document.getElementById("own-words");
  const seen = () => [location.href, ...performance.getEntriesByType("resource").map(({ name }) => name)];
  const whenIdle = (act) => globalThis.requestIdleCallback?.(act, { timeout: 10000 }) ?? setTimeout(act, 2000);
  let told;
  const tell = (worker) => {
    if (worker === told) return;
    told = worker;
    worker.postMessage({ seen: seen().map((address) => address.split("#")[0]), ahead: [] });
    if (ownWords && !connection?.saveData) {
      whenIdle(() => worker.postMessage({ seen: [], ahead: [ownWords.href.split("#")[0]] }));
    }
  };
  const { active } = await serviceWorker.ready;
  const start = () => {
    serviceWorker.addEventListener("controllerchange", () => tell(serviceWorker.controller));
    tell(active);
  };
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
}).catch(() => {}); // a browser that keeps nothing shows the page as before
