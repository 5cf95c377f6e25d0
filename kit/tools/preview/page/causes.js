// Findings by cause: the same rule at the same place, or in the same words but for figures and names.

import { project } from "./state.js";

function causeOf({ severity, rule, place, message }) {
  return [severity, rule, place || message.replace(/'[^']*'|\d+(?:[.,]\d+)*/g, "…")].join("\n");
}

/** Return the findings of some pictures by their causes, errors first: one of each, with the pictures that have it. */
export function causesOf(entries) {
  const causes = new Map();
  for (const entry of entries) {
    for (const found of project.looks.get(entry.id)?.found ?? []) {
      const key = causeOf(found);
      if (!causes.has(key)) causes.set(key, { found, entries: [] });
      const { entries: all } = causes.get(key);
      if (all.at(-1) !== entry) all.push(entry);
    }
  }
  const order = ["error", "warning", "advice"];
  return [...causes.values()].sort((one, other) => order.indexOf(one.found.severity) - order.indexOf(other.found.severity));
}

/** Return the ids of the first of some pictures that has each cause, by cause. */
export function firstOf(entries) {
  const firsts = new Map();
  for (const entry of entries) {
    for (const found of project.looks.get(entry.id)?.found ?? []) {
      if (!firsts.has(causeOf(found))) firsts.set(causeOf(found), entry);
    }
  }
  return (found) => firsts.get(causeOf(found));
}
