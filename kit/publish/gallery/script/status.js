// The status message: what was just done.

/** How long a message is shown, in ms. */
const STATUS_MS = 5000;
let statusTimer, pressed = innerHeight;

/** Remember the position of the pressed button: the message is shown in the other half of the window. */
addEventListener("click", ({ target }) => { pressed = target.getBoundingClientRect().top; }, true);

function showStatus(text) {
  const status = byId("status");
  clearTimeout(statusTimer);
  status.textContent = "";
  status.onclick = () => { status.textContent = ""; };
  status.classList.toggle("below", pressed < innerHeight / 2);
  requestAnimationFrame(() => { status.textContent = text; });
  statusTimer = setTimeout(clearStatus, STATUS_MS);
}

/** Hide the message once it could be read: an opened picture may cover the page. */
function clearStatus() {
  if (!document.hidden) byId("status").textContent = "";
  else document.addEventListener("visibilitychange", () => { statusTimer = setTimeout(clearStatus, STATUS_MS); }, { once: true });
}
