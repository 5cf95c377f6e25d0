// One card a picture: its newest pixels, the overlays, and the findings beside them.

import { causesOf, firstOf } from "./causes.js";
import { isChosen, isOverview } from "./choices.js";
import { layerOf } from "./overlays.js";
import { on, project, see, shown } from "./state.js";

const RATIO = Math.min(window.devicePixelRatio || 1, 2);
/** How many pictures of a cause are named. */
const NAMED = 4;
const HEIGHT = 300, WIDEST = 620, EDGE = 20, AGAIN = 500;
const place = document.getElementById("cards");
const cards = new Map();
const onScreen = new Set();
let timer = 0, large = [];

const observer = new IntersectionObserver((seen) => {
  for (const one of seen) {
    if (one.isIntersecting) onScreen.add(one.target.dataset.id);
    else onScreen.delete(one.target.dataset.id);
    if (one.isIntersecting) paint(cards.get(one.target.dataset.id));
  }
  say();
}, { rootMargin: "200px" });

/** Return an element with a class and some words. */
export function element(tag, kind, text = "") {
  const made = document.createElement(tag);
  made.className = kind;
  made.textContent = text;
  return made;
}

/** Return a number with a noun. */
export function counted(number, thing) {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

/** Return a picture in a box; `widthOf` returns its width in CSS px. */
export function pictureOf(entry, widthOf) {
  const box = element("div", "picture");
  const img = document.createElement("img");
  img.alt = "";
  box.append(img);
  return { entry, box, img, widthOf, version: "", width: 0, over: null };
}

/** Return a name that can wrap between its parts. */
export function writeName(place, name) {
  place.replaceChildren(...name.split(/(?<=[/_ -])/).flatMap((part) => [part, document.createElement("wbr")]));
  return place;
}

/** Return the width in pixels at which a picture is painted. */
function pixelsOf(entry, widthOf) {
  return Math.min(Math.round(cssOf(entry, widthOf) * RATIO), entry.size[0]);
}

function cssOf(entry, widthOf) {
  return Math.max(1, Math.round(widthOf(entry)));
}

/** Show the newest pixels of a picture, and its overlays, once they have loaded. */
export async function paint(one) {
  const look = project.looks.get(one.entry.id);
  const css = cssOf(one.entry, one.widthOf);
  one.box.style.width = `${css}px`;
  one.box.style.setProperty("--wide", `${css}px`);
  one.box.style.aspectRatio = `${one.entry.size[0]} / ${one.entry.size[1]}`;
  if (!look) return;
  one.box.classList.toggle("stale", !look.version);
  layerOf(one, look.version);
  const width = pixelsOf(one.entry, one.widthOf);
  if (!look.version || (look.version === one.version && width === one.width)) return;
  [one.version, one.width] = [look.version, width];
  const next = document.createElement("img");
  next.alt = look.drawing;
  next.src = `/pictures/${one.entry.id}?version=${look.version}&width=${width}`;
  try {
    await next.decode();
  } catch {
    if (one.version !== look.version) return;
    one.version = "";
    if (one.failed !== look.version) setTimeout(() => paint(one), AGAIN); // once: the server reports pictures that can't be made
    one.failed = look.version;
    return;
  }
  if (one.version !== look.version || one.width !== width) return;
  one.img.replaceWith(next);
  one.img = next;
  one.box.dataset.version = look.version;
}

/**
 * Write findings into a list, each with its line, in full or shortened; `elsewhere` returns the name of the picture that
 * has a finding of the same cause in full.
 */
export function writeFound(list, every = [], line = "near", elsewhere = () => "") {
  list.replaceChildren(...every.map((found) => {
    const item = element("li", found.severity);
    const same = elsewhere(found);
    if (same) {
      item.append(element("strong", "", `${found.severity}: ${found.rule}`), ` as at ${same}`);
      return item;
    }
    const parts = [["p", "message", found.message], ["pre", "", found[line]], ["p", "remedy", found.remedy]];
    item.append(element("strong", "", found.rule ? `${found.severity}: ${found.rule}` : found.severity));
    if (found.place) item.append(" ", element("span", "place", found.place));
    item.append(...parts.filter((part) => part[2]).map((part) => element(...part)));
    return item;
  }));
  list.hidden = !every.length;
}

/** Return the ids of the visible pictures, in order. */
export function chosenIds() {
  return project.entries.filter(isChosen).map((entry) => entry.id);
}

export function cardOf(id) {
  return cards.get(id)?.card;
}

function widthIn(entry) {
  const aspect = entry.size[0] / entry.size[1];
  if (shown.sheet) return Math.min(1, aspect) * (shown.cell - EDGE);
  return shown.phone ? entry.shown_width : Math.min(HEIGHT * aspect, WIDEST);
}

function make(entry) {
  const one = pictureOf(entry, widthIn);
  const card = element("article", "card");
  card.dataset.id = entry.id;
  card.dataset.message = entry.message;
  card.tabIndex = 0;
  const about = element("div", "about");
  const name = writeName(element("h2", ""), entry.name);
  const more = element("p", "");
  const count = element("p", "count");
  const found = element("ul", "found");
  about.append(name, more, count);
  card.append(one.box, about, found);
  card.setAttribute("aria-label", entry.name);
  return { ...one, card, name, more, count, found };
}

/** Write what is said of a picture, or in the overview of its message. */
function writeAbout(one) {
  const { entry } = one, look = project.looks.get(entry.id);
  const of = isOverview() ? project.entries.filter(({ message }) => message === entry.message) : [];
  const drawing = look?.drawing || entry.layout;
  const picture = `${drawing} · ${entry.size.join(" × ")}${entry.theme ? ` · ${entry.theme}` : ""}`;
  const name = of.length ? entry.message : entry.name;
  if (one.name.textContent !== name) writeName(one.name, name);
  one.card.setAttribute("aria-label", name);
  one.more.textContent = of.length ? counted(of.length, "picture") : picture;
  return of.length ? of.flatMap(({ id }) => project.looks.get(id)?.found ?? []) : look?.found ?? [];
}

/** The first picture that is shown with each cause; it is found anew after something has changed. */
let firstWith = () => undefined, isWaiting = false;

/** Write all findings again, once for all changes of a moment: one of a cause is written in full at the first picture. */
function writeSoon() {
  if (isWaiting) return;
  isWaiting = true;
  requestAnimationFrame(() => {
    isWaiting = false;
    const every = project.entries.filter(isChosen);
    firstWith = firstOf(isOverview() ? [] : every);
    for (const one of cards.values()) write(one);
    writeCauses();
  });
}

/** In the overview, list each cause once, with the pictures that have it. */
function writeCauses() {
  const section = document.getElementById("causes"), causes = isOverview() ? causesOf(project.entries) : [];
  const all = causes.reduce((sum, { entries }) => sum + entries.length, 0);
  section.hidden = !causes.length;
  section.querySelector("summary").textContent = `${counted(all, "finding")} in pictures from ${counted(causes.length, "cause")}`;
  const list = section.querySelector("ul");
  writeFound(list, causes.map(({ found }) => found), "line");
  causes.forEach(({ entries }, index) => {
    const named = entries.slice(0, NAMED).map(({ name }) => name).join(", ");
    const more = entries.length > NAMED ? ` and ${entries.length - NAMED} more` : "";
    list.children[index].append(element("p", "pictures", `${named}${more}`));
  });
}

function write(one) {
  const every = writeAbout(one);
  const elsewhere = (found) => { const first = firstWith(found); return first && first.id !== one.entry.id ? first.name : ""; };
  const said = JSON.stringify([isOverview(), every.map((found) => [found, elsewhere(found)])]);
  if (one.said === said) return;
  one.said = said;
  writeFound(one.found, isOverview() ? [] : every, "near", elsewhere);
  const kinds = ["error", "warning", "advice"].map((kind) => [kind, every.filter((found) => found.severity === kind).length]);
  const words = { advice: (number) => `${number} × advice` };
  one.count.textContent = kinds.filter(([, number]) => number)
    .map(([kind, number]) => words[kind]?.(number) ?? counted(number, kind)).join(" · ");
  one.card.classList.toggle("faulty", Boolean(kinds[0][1]));
}

function layOut() {
  const chosen = new Map(project.entries.filter(isChosen).map((entry) => [entry.id, entry]));
  for (const [id, one] of cards) {
    const now = chosen.get(id);
    if (now && JSON.stringify(now) === JSON.stringify(one.entry)) continue;
    observer.unobserve(one.card);
    onScreen.delete(id);
    one.card.remove();
    cards.delete(id);
  }
  let before = null;
  for (const [id, entry] of chosen) {
    if (!cards.has(id)) {
      const one = make(entry);
      one.box.style.width = `${widthIn(entry)}px`;
      one.box.style.aspectRatio = `${entry.size[0]} / ${entry.size[1]}`;
      cards.set(id, one);
      write(one);
      observer.observe(one.card);
    }
    const { card } = cards.get(id);
    const next = before ? before.nextSibling : place.firstChild;
    if (next !== card) place.insertBefore(card, next);
    before = card;
  }
  place.classList.toggle("sheet", shown.sheet);
  place.style.setProperty("--cell", `${shown.cell}px`);
  document.getElementById("none").hidden = chosen.size > 0 || !project.entries.length;
}

function repaint() {
  layOut();
  document.body.classList.toggle("overview", isOverview());
  writeSoon();
  for (const one of cards.values()) {
    if (onScreen.has(one.entry.id)) paint(one);
    else one.box.style.width = `${widthIn(one.entry)}px`;
  }
  say();
}

/** Set the pictures that are shown large, which are made first; none if all are shown as cards. */
export function sayLarge(pictures) {
  large = pictures;
  say();
}

function say() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const seen = project.entries.filter((entry) => onScreen.has(entry.id)).map((entry) => ({ entry, widthOf: widthIn }));
    see((large.length ? large : seen).map(({ entry, widthOf }) => [entry.id, pixelsOf(entry, widthOf)]));
  }, 20);
}

on("plan", repaint);
on("shown", repaint);
on("line", (is) => { if (is) say(); });
on("look", ({ look }) => {
  const entry = project.entries.find(({ id }) => id === look.id);
  if (entry && isChosen(entry) !== cards.has(look.id)) repaint(); // findings decide whether it is shown
  const one = cards.get(look.id);
  if (one) {
    if (onScreen.has(look.id)) paint(one);
    write(one);
  }
  writeSoon();
});
