// On a published page alone: have what was seen kept for the time without a connection, first of all what is seen now.

navigator.serviceWorker?.register("SITE_ROOTsw.js").then(async () => {
  const { active } = await navigator.serviceWorker.ready;
  const seen = () => performance.getEntriesByType("resource").map(({ name }) => name);
  const tell = () => active.postMessage([location.href.split("#")[0], ...seen()]);
  if (document.readyState === "complete") tell();
  else addEventListener("load", tell);
}).catch(() => {}); // a browser that keeps nothing shows the page as before
