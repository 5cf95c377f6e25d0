// Saying what was done.

/** How long it is said, in ms. */
const SAID = 5000;
let silence, pressed = innerHeight;

/** Keep where the button is that was pressed: what is said stands in the other half of the window, beside no next one. */
addEventListener("click", ({ target }) => { pressed = target.getBoundingClientRect().top; }, true);

function say(text) {
  const status = byId("status");
  clearTimeout(silence);
  status.textContent = "";
  status.onclick = () => { status.textContent = ""; };
  status.classList.toggle("below", pressed < innerHeight / 2);
  requestAnimationFrame(() => { status.textContent = text; });
  silence = setTimeout(fallSilent, SAID);
}

/** Say no more, once somebody can have read it: a picture that was opened may lie over the page. */
function fallSilent() {
  if (!document.hidden) byId("status").textContent = "";
  else document.addEventListener("visibilitychange", () => { silence = setTimeout(fallSilent, SAID); }, { once: true });
}
