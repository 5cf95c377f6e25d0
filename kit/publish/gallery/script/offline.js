// Without a connection: what was seen before is still there, if the page is published with what keeps it.

function sayOffline() {
  if (!navigator.onLine && navigator.serviceWorker?.controller) showStatus(words.offline);
}

function startOffline() {
  addEventListener("offline", sayOffline);
  sayOffline();
}
