// Overlays of pictures: areas and words, SVG from the server, each kind with its key.

import { shown } from "./state.js";

/** The kinds: key, class name on the page, words, and layer. */
export const LAYERS = [
  ["s", "slots", "Slots", "areas"], ["l", "lives", "Live", "areas"], ["a", "safes", "Safe area", "areas"],
  ["p", "platforms", "Platform", "areas"], ["b", "baselines", "Baselines", "areas"],
  ["c", "contrasts", "Contrast", "contrast"],
];

/** Fetch the overlay of a version of a picture, and replace the previous one. */
export async function layerOf(one, version) {
  const wanted = [...new Set(LAYERS.filter(([, name]) => shown.layers.has(name)).map((layer) => layer[3]))];
  const key = wanted.length && version ? `${version} ${wanted} ${shown.strings}` : "";
  if (one.over === key) return;
  one.over = key;
  if (!key) return;
  const found = await Promise.all(wanted.map((layer) => fetched(`/layers/${layer}/${one.entry.id}`)));
  if (one.over !== key) return;
  for (const old of one.box.querySelectorAll("svg")) old.remove();
  const layers = found.filter(Boolean);
  one.box.append(...layers);
  one.box.style.setProperty("--below", Math.max(0, ...layers.map((layer) => Number(layer.dataset.below ?? 0))));
}

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) return null;
  const read = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
  read.setAttribute("aria-hidden", "true");
  return document.importNode(read, true);
}
