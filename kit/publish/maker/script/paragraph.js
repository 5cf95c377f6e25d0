// A paragraph that is measured once: widths in em, for every size. This is what kit/text/paragraph.py and lines.py do.

/** Words are measured at this size in px: browsers round the widths of small letters. */
const EM = 1000;
const WIDOW = 0.4, WIDOW_COST = 400, FUNCTION_WORD_COST = 2, SENTENCE_GAIN = 1, EXTRA_LINE = 3;
const ruler = make("canvas", { lang: data.language }).getContext("2d");
const measured = new Map();

function fontOf(set) {
  return `${EM}px ${data.sets[set].faces.map((face) => `maker-${face}`).join(", ")}`;
}

/** Set how a canvas draws words of a set of fonts. */
function prepare(context, set) {
  context.font = fontOf(set);
  context.direction = data.rtl ? "rtl" : "ltr";
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.fontKerning = "normal";
  if ("lang" in context) context.lang = data.language;
  if ("textRendering" in context) context.textRendering = "geometricPrecision";
}

/** Return the width of some words in em. */
function widthOf(text, set) {
  const key = `${set} ${text}`;
  if (!measured.has(key)) {
    if (measured.size > 20000) measured.clear();
    prepare(ruler, set);
    measured.set(key, ruler.measureText(text).width / EM);
  }
  return measured.get(key);
}

/** Return the parts of a text that are drawn one by one, where letters are tracked: clusters, and letters that join. */
function chunksOf(text, set, tracking) {
  if (!tracking) return text ? [text] : [];
  const joined = data.sets[set].joined, chunks = [];
  let start = 0;
  for (const end of clusterEnds(text)) {
    if (end <= start) continue;
    const ligature = joined.find((one) => text.startsWith(one, start));
    const stop = ligature ? start + ligature.length : end;
    chunks.push(text.slice(start, stop));
    start = stop;
  }
  return chunks;
}

/** Return a paragraph of a text for a slot. */
function paragraphOf(written, slot) {
  const text = glued(written), { set, tracking } = slot, isolates = isolatesIn(text);
  const starts = [];
  let at = 0;
  for (const chunk of chunksOf(text, set, tracking)) {
    starts.push(at);
    at += chunk.length;
  }
  const edges = new Map(), metrics = new Map();
  const edge = (offset) => {
    if (!edges.has(offset)) {
      const before = starts.filter((start) => start < offset).length;
      edges.set(offset, widthOf(text.slice(0, offset), set) + tracking * before);
    }
    return edges.get(offset);
  };
  const paragraph = { text, slot, isolates, breaks: breaksOf(text), width, metrics: metricsOf, whole: inkOf(text, set) };
  return paragraph;

  /** Return the width of a stretch in em, without space at its end, with the ink that reaches beyond its last letter. */
  function width(start, end) {
    const stop = start + text.slice(start, end).trimEnd().length;
    if (stop === start) return 0;
    const word = /\S+$/u.exec(text.slice(start, stop))[0], ink = inkOf(word, set);
    const beyond = data.rtl && isRightToLeft(word) ? -ink.left : ink.right - widthOf(word, set);
    return edge(stop) - edge(start) - tracking + Math.max(0, beyond);
  }

  function metricsOf(start, end) {
    const key = start * 4096 + end;
    if (!metrics.has(key)) metrics.set(key, measureLine(start, end));
    return metrics.get(key);
  }

  function measureLine(start, end) {
    const line = text.slice(start, end).trim(), isLast = end === text.length;
    const endCost = isLast ? 0 : costOfEnd(line.split(/\s+/u).pop());
    const single = isLast && start > 0 && !line.includes(" ");
    return { width: width(start, end), endCost, single, ends: isLast || endsSentence(line) };
  }
}

function costOfEnd(word) {
  if (endsClause(word)) return -SENTENCE_GAIN;
  return data.writing.small.includes(word.toLowerCase()) ? FUNCTION_WORD_COST : 0;
}

function costOf(line, width) {
  return (width - line.width) ** 2 + line.endCost + (line.single && line.width < WIDOW * width ? WIDOW_COST : 0);
}

/** Return the fewest lines, each filled before the next begins; nothing when a word is wider than a line. */
function fillLines(paragraph, width) {
  const lines = [];
  let start = 0, last = 0;
  for (const offset of paragraph.breaks) {
    if (last > start && paragraph.metrics(start, offset).width > width) {
      lines.push([start, last]);
      start = last;
    }
    if (paragraph.metrics(start, offset).width > width) return undefined;
    last = offset;
  }
  if (last > start) lines.push([start, last]);
  return lines;
}

/** Return the lines that read best, in the fewest lines or one more. */
function breakLines(paragraph, width, most) {
  const fewest = fillLines(paragraph, width);
  if (!fewest || fewest.length === 1) return fewest;
  const counts = [fewest.length, Math.min(fewest.length + 1, Math.max(most, fewest.length))];
  const found = cheapest(paragraph, width, counts);
  const cost = (lines) => meanCost(paragraph, lines) + extraLinesCost(paragraph, lines, fewest);
  return found.reduce((best, lines) => (best && cost(best) <= cost(lines) ? best : lines), undefined) ?? fewest;
}

/** Return the cheapest lines for each count of them that is possible, by dynamic programming over the breaks. */
function cheapest(paragraph, width, [least, most]) {
  const offsets = [0, ...paragraph.breaks], best = [new Map([[0, [0, 0]]])];
  for (let index = 1; index < offsets.length; index += 1) {
    const options = new Map();
    for (let before = index - 1; before >= 0; before -= 1) {
      const line = paragraph.metrics(offsets[before], offsets[index]);
      if (line.width > width) break;
      const cost = costOf(line, width);
      for (const [count, [soFar]] of best[before]) {
        if (count < most && (!options.has(count + 1) || soFar + cost < options.get(count + 1)[0])) {
          options.set(count + 1, [soFar + cost, before]);
        }
      }
      if (before === 0) break;
    }
    best.push(options);
  }
  const counts = least === most ? [least] : [least, most];
  return counts.filter((count) => best.at(-1).has(count)).map((count) => traced(best, offsets, count));
}

function traced(best, offsets, count) {
  const lines = [];
  let index = offsets.length - 1;
  for (let used = count; used > 0; used -= 1) {
    const before = best[index].get(used)[1];
    lines.unshift([offsets[before], offsets[index]]);
    index = before;
  }
  return lines;
}

function meanCost(paragraph, lines) {
  const found = lines.map(([start, end]) => paragraph.metrics(start, end));
  const widest = Math.max(...found.map((line) => line.width));
  return found.reduce((sum, line) => sum + costOf(line, widest), 0) / found.length;
}

function extraLinesCost(paragraph, lines, others) {
  const open = (some) => some.filter(([start, end]) => !paragraph.metrics(start, end).ends).length;
  return EXTRA_LINE * Math.max(0, open(lines) - open(others));
}
