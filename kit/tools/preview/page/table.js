// One picture large, or two side by side, with their findings.

import { cardOf, chosenIds, element, paint, pictureOf, sayLarge, writeFound } from "./cards.js";
import { on, project } from "./state.js";

const place = document.getElementById("table");
const cards = document.getElementById("cards");
const header = document.querySelector("header");
let open = [], marked = "", sides = [], count = 1, withOriginal = false;

export function isOpen() {
  return open.length > 0;
}

/** Return the picture that is shown large, the first of two. */
export function firstOpen() {
  return open[0];
}

/** Show one picture large, or two. */
export function lay(ids) {
  open = ids;
  const both = withOriginal && ids.length === 1 ? [...ids, originalOf(ids[0])] : ids;
  const entries = [...new Set(both)].map((id) => project.entries.find((entry) => entry.id === id)).filter(Boolean);
  count = entries.length;
  sides = entries.map(side);
  place.replaceChildren(...sides.map((one) => one.whole));
  place.hidden = !sides.length;
  cards.hidden = sides.length > 0;
  showAll();
  place.querySelector("button")?.focus({ preventScroll: true });
  if (sides.length) window.scrollTo(0, place.offsetTop - header.offsetHeight);
}

function showAll() {
  for (const one of sides) paint(one);
  sayLarge(sides);
}

export function close() {
  const last = open[0];
  lay([]);
  cardOf(last)?.focus();
}

/** Return the picture of another language as the campaign's own language has it: that comes first. */
function originalOf(id) {
  const own = project.entries[0]?.language, after = id.slice(id.indexOf("/"));
  return project.entries.find((entry) => entry.language === own && entry.id.endsWith(after))?.id;
}

/** Show each large picture beside the same one in the campaign's own language, or alone again. */
export function toggleOriginal(id) {
  withOriginal = !withOriginal || !isOpen();
  lay([id ?? open[0]]);
}

/** Show the next picture, or the one before. */
export function step(by) {
  const ids = chosenIds(), at = ids.indexOf(open.at(-1)) + by;
  if (ids[at]) lay([...open.slice(0, -1), ids[at]]);
}

/** Mark a picture; a second marked picture is shown beside the first. */
export function mark(id) {
  if (marked && marked !== id) {
    cardOf(marked)?.classList.remove("marked");
    lay([marked, id]);
    marked = "";
    return;
  }
  cardOf(id)?.classList.toggle("marked", marked !== id);
  marked = marked === id ? "" : id;
}

function widthIn(entry) {
  const across = (window.innerWidth - 48) / count - 24, down = window.innerHeight - header.offsetHeight - 90;
  return Math.min(across, down * entry.size[0] / entry.size[1], entry.size[0]);
}

function side(entry) {
  const one = pictureOf(entry, widthIn);
  const whole = element("article", "side");
  const found = element("ul", "found");
  const back = element("button", "", "Back to all");
  back.type = "button";
  back.addEventListener("click", close);
  const head = element("div", "about");
  head.append(element("h2", "", entry.name), back);
  whole.append(head, one.box, found);
  writeFound(found, project.looks.get(entry.id)?.found);
  return { ...one, whole, found };
}

on("look", ({ look }) => {
  for (const one of sides.filter(({ entry }) => entry.id === look.id)) {
    paint(one);
    writeFound(one.found, look.found);
  }
});
on("shown", showAll);
on("line", (is) => { if (is) showAll(); });
window.addEventListener("resize", showAll);
