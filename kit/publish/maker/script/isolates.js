// Text from right to left: names and quotations in other letters keep their own order, as kit/text/isolated_words.py has it.

const RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff";
const CHARACTER = `[\\p{L}\\p{N}_](?<![${RTL}])`, NAME_SPACE = "[ \u00a0\u202f]";
const NAME_WORD = `(?=[\\d/.-]{0,30}[\\p{L}](?<![${RTL}]))(?:${CHARACTER})+(?:['\u2019.&+/-]+(?:${CHARACTER})+)*\\+*`;
const BRACKETS = `(?:\\([^()${RTL}]+\\)|\\[[^\\[\\]${RTL}]+\\])`;
const NAMES = new RegExp(
  `(?<!${CHARACTER})${NAME_WORD}(?:${NAME_SPACE}(?:&${NAME_SPACE})?${NAME_WORD}|${NAME_SPACE}?${BRACKETS})*`, "gu",
);
const QUOTES = ["\u00ab\u00bb", "\u201c\u201d", "\u201e\u201d", "\u201d\u201d", '""', "\u05f4\u05f4", "\u2018\u2019", "()"];
const QUOTED = new RegExp(QUOTES.map(([opens, closes]) => {
  const inner = `[^${escaped(opens + closes)}${RTL}]`;
  return `(?<=${escaped(opens)})(?! )(?=${inner}*[\\p{L}])${inner}+(?<! )(?=${escaped(closes)})`;
}).join("|"), "gu");
const LRI = "\u2066", RLI = "\u2067", PDI = "\u2069";

/** Return whether a text has letters that run from right to left. */
function isRightToLeft(text) {
  return new RegExp(`[${RTL}]`, "u").test(text);
}

/** Return the stretches of a text that are ordered by themselves, from left to right. */
function isolatesIn(text) {
  if (!data.rtl) return [];
  const names = [...text.matchAll(NAMES)].map((one) => [one.index, one.index + one[0].length]);
  const spans = names.length && !isRightToLeft(text) ? [[names[0][0], names.at(-1)[1]]] : names;
  const found = [];
  for (const [start, end] of [...[...text.matchAll(QUOTED)].map((one) => [one.index, one.index + one[0].length]), ...spans]) {
    if (!found.some(([first, last]) => start < last && first < end)) found.push([start, end]);
  }
  return found.sort(([one], [other]) => one - other);
}

/** Return a stretch of a text as it is drawn: with marks around what is ordered by itself, which no font draws. */
function isolated(text, start, end, isolates) {
  let drawn = "", at = start;
  for (const [first, last] of isolates) {
    const [from, to] = [Math.max(first, at), Math.min(last, end)];
    if (from >= to) continue;
    drawn += `${text.slice(at, from)}${LRI}${text.slice(from, to)}${PDI}`;
    at = to;
  }
  drawn += text.slice(at, end);
  return data.rtl ? `${RLI}${drawn}${PDI}` : drawn;
}
