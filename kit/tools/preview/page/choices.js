// The filters for pictures, kept in the address.

import { on, project, emit, shown } from "./state.js";

const KINDS = [
  ["message", "Message"], ["layout", "Layout"], ["shape", "Shape"], ["placement", "Placement"],
  ["language", "Language"], ["theme", "Theme"],
];
const chosen = new Map(new URLSearchParams(location.hash.slice(1)));
const place = document.getElementById("filters");
const selects = new Map();
let only;

/** More pictures than this are shown as their messages first. */
const MANY = 40;

/** Tell whether messages are shown, each by one picture: where there are many pictures, and only a language is chosen. */
export function isOverview() {
  const isFiltered = [...chosen.keys()].some((kind) => kind !== "language");
  return project.entries.length > MANY && !isFiltered && !only.checked;
}

/** The entry that stands for each message in the overview: its first, in the first language or the chosen one. */
let standing = new Map();

function findStanding() {
  standing = new Map();
  for (const entry of project.entries) {
    if (isInLanguage(entry) && !standing.has(entry.message)) standing.set(entry.message, entry);
  }
}

function isInLanguage(entry) {
  return !chosen.has("language") || entry.language === chosen.get("language");
}

/** The languages that the preview was started with. */
let started = [];

/** Have the chosen language read if it is another than those. */
function askForLanguage() {
  const language = chosen.get("language") ?? "";
  shown.language = started.includes(language) ? "" : language;
}

/** Show the messages, or all pictures. */
export function toggleOverview() {
  if (isOverview()) chooseAll();
  else reset();
}

export function chooseMessage(message) {
  chosen.set("message", message);
  selects.get("message").value = message;
  changed();
}

/** Return whether a picture matches the filters. */
export function isChosen(entry) {
  if (isOverview()) return standing.get(entry.message) === entry;
  if (KINDS.some(([kind]) => chosen.has(kind) && entry[kind] !== chosen.get(kind))) return false;
  return !only.checked || (project.looks.get(entry.id)?.found.length ?? 0) > 0;
}

export function chooseAll() {
  reset();
  if (project.entries.length > MANY) chosen.set("show", "all");
  changed();
}

function reset() {
  for (const [kind] of KINDS) if (kind !== "language") choose(kind, "");
  chosen.delete("show");
  only.checked = false;
  changed();
}

export function toggleFound() {
  only.checked = !only.checked;
  changed();
}

export function focusChoice() {
  selects.get("message").focus();
}

function changed() {
  const filters = new URLSearchParams([...chosen].filter(([, value]) => value));
  if (only.checked) filters.set("found", "yes");
  history.replaceState(null, "", filters.size ? `#${filters}` : location.pathname);
  emit("shown");
}

function choose(kind, value) {
  if (value) chosen.set(kind, value);
  else chosen.delete(kind);
  selects.get(kind).value = value;
  if (kind === "language") {
    findStanding();
    askForLanguage();
  }
}

/** The values of a kind: those of the pictures, but every language of the project. */
function valuesOf(kind) {
  const values = kind === "language" ? project.languages : project.entries.map((entry) => entry[kind]);
  return [...new Set(values)].filter(Boolean).sort();
}

function fill() {
  if (!shown.language) started = project.shown;
  for (const [kind] of KINDS) {
    const values = valuesOf(kind);
    const select = selects.get(kind);
    const isAlone = kind === "language" && started.length === 1;
    const all = isAlone ? [] : [new Option("all", "")];
    select.replaceChildren(...all, ...values.map((value) => new Option(value, value)));
    if (chosen.has(kind) && !values.includes(chosen.get(kind)) && project.entries.length) chosen.delete(kind);
    select.value = chosen.get(kind) ?? (isAlone ? started[0] : "");
    select.parentElement.hidden = values.length < 2;
  }
  findStanding();
  const before = shown.language;
  askForLanguage();
  if (shown.language !== before) emit("shown");
}

function labelled(text, field) {
  const label = document.createElement("label");
  label.append(text, " ", field);
  place.append(label);
  return field;
}

for (const [kind, text] of KINDS) {
  const select = labelled(text, document.createElement("select"));
  select.name = kind;
  select.addEventListener("change", () => { choose(kind, select.value); changed(); });
  selects.set(kind, select);
}
only = document.createElement("input");
only.type = "checkbox";
only.name = "found";
only.checked = chosen.get("found") === "yes";
chosen.delete("found");
only.addEventListener("change", changed);
labelled("Only with findings", only);
on("plan", fill);
