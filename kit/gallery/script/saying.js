// Saying what was done.

let silence;

function say(text) {
  const status = byId("status");
  clearTimeout(silence);
  status.textContent = "";
  requestAnimationFrame(() => { status.textContent = text; });
  silence = setTimeout(() => { status.textContent = ""; }, 8000);
}
