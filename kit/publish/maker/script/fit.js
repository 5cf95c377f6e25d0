// The largest size at which a paragraph fits its slot. This is what kit/text/fit.py and kit/compose/words.py do.

const STEP = 0.25, SMALLER_SIZES = [0.96, 0.92, 0.88, 0.84], SIZE_COST = 30, LEAST_COST = -SENTENCE_GAIN;
/** How often lines are moved apart whose ink is too near, and how much farther than needed, in em. */
const OPENINGS = 4, SURPLUS = 0.001, FAR = 0.15;
const OPENING_QUOTES = "\u201c\u2018\u201e\u00ab\u201a\u2039";

/** Return the script of most letters of a text, among those whose lines have distances of their own. */
function scriptIn(text) {
  const arabic = (text.match(/\p{Script=Arabic}/gu) ?? []).length;
  return 2 * arabic > (text.match(/\p{L}/gu) ?? []).length ? "Arab" : "Latn";
}

/** Return the frame of a slot for a paragraph: its size, the sizes of type that it allows, lines and their distance. */
function frameOf(paragraph, slot) {
  const set = data.sets[slot.set], script = scriptIn(paragraph.text), [x0, y0, x1, y1] = slot.box;
  const ink = paragraph.whole, has = ink.up || ink.down;
  let ascent = has ? ink.up : set.up, descent = has ? Math.max(0, ink.down) : set.down;
  const usual = set.reach[script] ?? set.reach.Latn;
  if (slot.fit === "fill") descent = Math.max(set.comma, descent);
  else [ascent, descent] = [Math.max(usual[0], ascent), Math.max(usual[1], descent)];
  return {
    width: x1 - x0, height: y1 - y0, largest: slot.largest, floor: slot.floor, lines: slot.lines || Infinity,
    lead: slot.lead[script] ?? slot.lead.Latn, ascent, descent, hang: hangOf(paragraph, slot),
  };
}

/** Return the width in em of an opening quotation mark, which hangs so that letters align. */
function hangOf(paragraph, { set, align, optical, tracking }) {
  const { text } = paragraph;
  if (!text || !OPENING_QUOTES.includes(text[0]) || align[0] !== "left" || data.rtl) return 0;
  const [mark, next] = [text[0], text[1] ?? ""], width = widthOf(mark + next, set) - widthOf(next, set) + tracking;
  return optical && next ? width + inkOf(next, set).left - inkOf(mark, set).left : width;
}

const lineWidth = (frame, size) => frame.width / size - frame.hang;
const heightOf = (frame, count) => frame.ascent + (count - 1) * frame.lead + frame.descent;
const isLowEnough = (frame, size, lines) => heightOf(frame, Math.max(1, lines.length)) * size <= frame.height + 0.01;

function mostLines(frame, size) {
  const fitting = Math.trunc((frame.height / size - frame.ascent - frame.descent) / frame.lead + 1 + 1e-6);
  return Math.max(1, Math.min(fitting, frame.lines));
}

function fits(paragraph, frame, size) {
  const lines = fillLines(paragraph, lineWidth(frame, size));
  return lines !== undefined && lines.length <= frame.lines && isLowEnough(frame, size, lines);
}

function largestSize(paragraph, frame) {
  if (fits(paragraph, frame, frame.largest)) return frame.largest;
  let low = Math.floor(frame.floor / STEP), high = Math.ceil(frame.largest / STEP);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(paragraph, frame, middle * STEP)) low = middle;
    else high = middle;
  }
  return Math.max(frame.floor, low * STEP);
}

/** Return the size and the lines of a paragraph in a frame; nothing if it is too long. */
function fitWords(paragraph, frame) {
  if (frame.largest < frame.floor || !fits(paragraph, frame, frame.floor)) return undefined;
  const largest = largestSize(paragraph, frame), first = readable(paragraph, frame, largest);
  let size = largest, best = first, least = meanCost(paragraph, first);
  for (const part of frame.largest > frame.floor ? SMALLER_SIZES : []) {
    const smaller = Math.max(frame.floor, Math.floor((largest * part) / STEP) * STEP);
    const givenUp = SIZE_COST * (1 - smaller / largest);
    if (LEAST_COST + givenUp >= least) continue;
    const lines = readable(paragraph, frame, smaller);
    const cost = meanCost(paragraph, lines) + givenUp + extraLinesCost(paragraph, lines, first);
    if (cost < least) [size, best, least] = [smaller, lines, cost];
  }
  return { size, lines: best };
}

function readable(paragraph, frame, size) {
  const lines = breakLines(paragraph, lineWidth(frame, size), mostLines(frame, size));
  return isLowEnough(frame, size, lines) ? lines : fillLines(paragraph, lineWidth(frame, size)) ?? lines;
}

/** Return words as they are set in a slot: their size, and each line with its place and its ink; nothing if too long. */
function setWords(text, slot) {
  const paragraph = paragraphOf(text, slot);
  let frame = frameOf(paragraph, slot), made = setApart(paragraph, slot, frame);
  while (made && made.size > frame.floor) {
    const shrink = inside(made.rows, slot.box);
    if (shrink >= 1) break;
    frame = { ...frame, largest: Math.max(frame.floor, made.size * Math.min(shrink, 0.98)) };
    made = setApart(paragraph, slot, frame);
  }
  return made && inside(made.rows, slot.box) >= 1 ? made : undefined;
}

function setApart(paragraph, slot, frame) {
  let made = setOnce(paragraph, slot, frame);
  for (let turn = 0; made && turn < OPENINGS; turn += 1) {
    const lacking = slot.gap - leastGap(made.rows, made.size, slot);
    if (lacking <= 0) break;
    const opened = setOnce(paragraph, slot, { ...made.frame, lead: made.frame.lead + lacking + SURPLUS });
    if (!opened) break;
    made = opened;
  }
  return made;
}

function setOnce(paragraph, slot, frame) {
  const fitted = fitWords(paragraph, frame);
  return fitted && { ...fitted, frame, paragraph, rows: placeLines(paragraph, slot, frame, fitted) };
}
