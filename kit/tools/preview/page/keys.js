// The actions of keys and buttons.

import { chooseAll, chooseMessage, focusChoice, isOverview, toggleFound, toggleOverview } from "./choices.js";
import { LAYERS } from "./overlays.js";
import { emit, on, project, shown } from "./state.js";
import { close, firstOpen, isOpen, lay, mark, step, toggleOriginal } from "./table.js";

const STRINGS = [
  [null, "The words of the campaign"], ["third", "A third longer"], ["double", "Twice as long"],
  ["longest-word", "One very long word"], ["rtl", "From right to left"],
];
/** By how many px a key changes the cells of the contact sheet. */
const STEP = 40;
const help = document.getElementById("help"), why = document.getElementById("why");
const place = document.getElementById("layers");
const buttons = new Map();
const cell = document.getElementById("cell"), range = cell.querySelector("input");

const ACTIONS = [
  ...LAYERS.map(([key, name, words]) => ({ key, words, run: () => toggleLayer(name), is: () => shown.layers.has(name) })),
  { key: "3", words: "As wide as on a phone", run: () => { shown.phone = !shown.phone; shown.sheet = false; }, is: () => shown.phone },
  { key: "v", words: "Contact sheet", run: () => { shown.sheet = !shown.sheet; shown.phone = false; }, is: () => shown.sheet },
  { key: "m", words: "Messages", run: toggleOverview, is: isOverview },
  { key: "t", words: "Test strings", run: nextStrings, is: () => Boolean(shown.strings) },
];
const MORE = [
  ["+ −", "Larger and smaller cells of the contact sheet"],
  ["Enter", "Show the picture large, or the pictures of the message"], ["x", "Mark a picture; the second marked one is shown beside it"],
  ["o", "Show the picture beside the original: the same one in the language of kit.yaml"],
  ["w", "Why the words of the picture have their sizes, and which drawing it has"], ["← →", "The picture before, the next one"], ["f", "Only pictures with findings"], ["/", "Choose a message"],
  ["0", "Show all pictures"], ["Esc", "Back to all"], ["?", "These keys"],
];

function toggleLayer(name) {
  if (!shown.layers.delete(name)) shown.layers.add(name);
}

function nextStrings() {
  const at = STRINGS.findIndex(([kind]) => kind === shown.strings);
  shown.strings = STRINGS[(at + 1) % STRINGS.length][0];
}

function size(to) {
  shown.cell = Math.max(Number(range.min), Math.min(to, Number(range.max)));
  range.value = shown.cell;
  emit("shown");
}

function run(action) {
  action.run();
  write();
  emit("shown");
}

function write() {
  for (const [action, button] of buttons) button.setAttribute("aria-pressed", String(action.is()));
  const strings = buttons.get(ACTIONS.find(({ key }) => key === "t"));
  strings.firstChild.data = shown.strings ? STRINGS.find(([kind]) => kind === shown.strings)[1] : "Test strings";
  cell.hidden = !shown.sheet;
  buttons.get(ACTIONS.find(({ key }) => key === "m")).hidden = new Set(project.entries.map(({ message }) => message)).size < 2;
  for (const [, name] of LAYERS) document.body.classList.toggle(`show-${name}`, shown.layers.has(name));
}

function open(card, event) {
  event.preventDefault(); // otherwise it would press the button that gets the focus
  enter(card);
}

/** Show a picture large, or the pictures of a message. */
function enter({ dataset }) {
  if (isOverview()) chooseMessage(dataset.message);
  else lay([dataset.id]);
}

/** Show why the words of a picture have their sizes. */
async function explain(id) {
  const answer = await fetch(`/why/${id}`);
  why.querySelector("pre").textContent = answer.ok ? await answer.text() : "This picture can't be made.";
  why.showModal();
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open || why.open) return;
  if (event.target.closest("select") && event.key !== "Escape") return;
  if (event.target === range && event.key.startsWith("Arrow")) return;
  const card = event.target.closest(".card"), { key } = event;
  const action = ACTIONS.find((one) => one.key === key);
  const others = {
    "?": () => help.showModal(), f: toggleFound, "/": focusChoice, 0: chooseAll,
    Escape: () => (isOpen() ? close() : document.activeElement.blur()),
    Enter: () => event.target === card && open(card, event),
    "+": () => shown.sheet && size(shown.cell + STEP), "-": () => shown.sheet && size(shown.cell - STEP),
    x: () => card && mark(card.dataset.id),
    w: () => (card || isOpen()) && explain(card?.dataset.id ?? firstOpen()),
    o: () => (card || isOpen()) && toggleOriginal(card?.dataset.id),
    ArrowRight: () => isOpen() && step(1), ArrowLeft: () => isOpen() && step(-1),
  };
  const other = others[key];
  if (action) run(action);
  else if (other) other();
  else return;
  if (action || "?/".includes(key)) event.preventDefault();
}

for (const action of ACTIONS) {
  const button = document.createElement("button");
  button.type = "button";
  const key = document.createElement("kbd");
  key.textContent = action.key;
  button.append(document.createTextNode(action.words), " ", key);
  button.addEventListener("click", () => run(action));
  buttons.set(action, button);
  cell.before(button);
}
for (const [key, words] of [...ACTIONS.map((one) => [one.key, one.words]), ...MORE]) {
  const name = document.createElement("dt"), what = document.createElement("dd"), cap = document.createElement("kbd");
  cap.textContent = key;
  name.append(cap);
  what.textContent = words;
  document.getElementById("keys").append(name, what);
}
document.addEventListener("keydown", pressed);
range.addEventListener("input", () => size(range.valueAsNumber));
document.getElementById("help-button").addEventListener("click", () => help.showModal());
document.getElementById("all").addEventListener("click", chooseAll);
document.getElementById("cards").addEventListener("dblclick", (event) => {
  const card = event.target.closest(".card");
  if (card) enter(card);
});
on("shown", write);
on("plan", write);
write();
