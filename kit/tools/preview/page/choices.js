// The filters for pictures, kept in the address.

import { on, project, emit } from "./state.js";

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

/** Tell whether messages are shown, each by one picture: where there are many pictures, and nothing is chosen. */
export function isOverview() {
  return project.entries.length > MANY && !chosen.size && !only.checked;
}

/** The entry that stands for each message in the overview: its first, in the first language. */
let standing = new Map();

function findStanding() {
  standing = new Map();
  for (const entry of project.entries) if (!standing.has(entry.message)) standing.set(entry.message, entry);
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
  chosen.clear();
  only.checked = false;
  for (const select of selects.values()) select.value = "";
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
  changed();
}

function fill() {
  findStanding();
  for (const [kind] of KINDS) {
    const values = [...new Set(project.entries.map((entry) => entry[kind]))].filter(Boolean).sort();
    const select = selects.get(kind);
    select.replaceChildren(new Option("all", ""), ...values.map((value) => new Option(value, value)));
    if (chosen.has(kind) && !values.includes(chosen.get(kind)) && project.entries.length) chosen.delete(kind);
    select.value = chosen.get(kind) ?? "";
    select.parentElement.hidden = values.length < 2;
  }
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
  select.addEventListener("change", () => choose(kind, select.value));
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
