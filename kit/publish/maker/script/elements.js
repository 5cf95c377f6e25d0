// The data of the page, and making elements. Words are inserted as text, never as markup.

const data = JSON.parse(document.getElementById("data").textContent);
const { words } = data;
const byId = (id) => document.getElementById(id);

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Return a sentence with values in place of the names in braces. */
function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Return the bytes of base64. */
function bytesOf(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** Return what a stream makes of some bytes. */
async function streamed(bytes, stream) {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

/** How long a message is shown, in ms. */
const STATUS_MS = 6000;
let statusTimer;

function showStatus(text) {
  clearTimeout(statusTimer);
  byId("status").textContent = text;
  statusTimer = setTimeout(() => { byId("status").textContent = ""; }, STATUS_MS);
}
