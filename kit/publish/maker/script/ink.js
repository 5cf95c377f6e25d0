// Where the ink of words reaches: from the letters of the fonts, or from pixels where letters take forms of their own.
// What browsers say of it is coarse, and in some of them it is the width.

const inks = new Map();
/** How many px of a small picture an em has in which ink is looked for, and from which alpha on a pixel counts. */
const SCAN = 128, COUNTS = 64;

/** Return where the ink of some words reaches, in em: left and right of where they begin, up and down of the baseline. */
function inkOf(text, set) {
  const key = `${set} ${text}`;
  if (!inks.has(key)) {
    if (inks.size > 5000) inks.clear();
    inks.set(key, (data.rtl ? undefined : inkOfLetters(text.trimEnd(), set)) ?? scanned(text, set));
  }
  return inks.get(key);
}

/** Return the same of text from left to right, of whose letters each has one form; nothing if one is unknown. */
function inkOfLetters(text, set) {
  const { ink } = data.sets[set], letters = [...text], found = letters.map((letter) => ink[letter]);
  if (!letters.length) return { left: 0, right: 0, up: 0, down: 0 };
  if (found.some((one) => one === undefined)) return undefined;
  const inked = found.filter((one) => one.length > 1), [first, last] = [found[0], found.at(-1)];
  return {
    left: (first[1] ?? 0) / EM, right: widthOf(text, set) + ((last[2] ?? last[0]) - last[0]) / EM,
    up: Math.max(0, ...inked.map((one) => one[3])) / EM, down: Math.max(...inked.map((one) => one[4]), -EM) / EM,
  };
}

/** Return the same from the pixels of a small picture. */
function scanned(text, set) {
  const across = Math.ceil(widthOf(text, set) * SCAN) + 2 * SCAN, down = 3 * SCAN;
  const canvas = make("canvas", { width: across, height: down, lang: data.language });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  prepare(context, set);
  context.translate(SCAN, 2 * SCAN);
  context.scale(SCAN / EM, SCAN / EM);
  context.fillText(text, 0, 0);
  const { data: pixels } = context.getImageData(0, 0, across, down);
  let [x0, y0, x1, y1] = [across, down, 0, 0];
  for (let at = 3, index = 0; at < pixels.length; at += 4, index += 1) {
    if (pixels[at] < COUNTS) continue;
    const x = index % across, y = (index - x) / across;
    [x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x + 1), Math.max(y1, y + 1)];
  }
  if (x1 <= x0) return { left: 0, right: 0, up: 0, down: 0 };
  return { left: (x0 - SCAN) / SCAN, right: (x1 - SCAN) / SCAN, up: (2 * SCAN - y0) / SCAN, down: (y1 - 2 * SCAN) / SCAN };
}
