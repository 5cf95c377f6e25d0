// Where lines may end: the breaks of the browser, less those at which the language keeps words together.
// This is what kit/text/glue.py and kit/text/breaks.py do, for texts without digits and addresses.

const NBSP = "\u00a0", NARROW = "\u202f";
const OPENING_MARKS = /^[(["\u201a\u201c\u201d\u201e\u2039\u203a\u00ab\u00bb]+/;
const CLOSERS = /[\u201c\u201d\u2018\u2019\u00ab\u00bb\u2039\u203a"')\] \u00a0\u202f\u2068\u2069]+$/;
const SIGNS_BEFORE_NUMBERS = /^[§¶№†]+$/;
const HYPHENS = "-\u2010\u05be";

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}

/** Return the last character of a text before what closes a quotation or a bracket. */
function lastMark(text) {
  return text.replace(CLOSERS, "").slice(-1);
}

function endsSentence(text) {
  const mark = lastMark(text);
  return mark !== "" && (".!?…".includes(mark) || data.writing.sentence.includes(mark));
}

function endsClause(text) {
  const mark = lastMark(text);
  return endsSentence(text) || (mark !== "" && (":;,".includes(mark) || data.writing.clause.includes(mark)));
}

/** Return a text in which a no-break space is between words that belong on one line. */
function glued(text) {
  const phrases = data.writing.phrases.map((one) => escaped(one).replace(/\u2019/g, "['\u2019]")).join("|");
  const pattern = phrases && new RegExp(`(?<![\\p{L}\\p{N}_])(?:${phrases})(?![\\p{L}\\p{N}_])`, "giu");
  const whole = pattern ? text.replace(pattern, (found) => found.replace(/ /g, NBSP)) : text;
  const parts = whole.split(/(\s)/);
  const plain = parts.map((part) => part.replace(/^[\u2066-\u2069]+|[\u2066-\u2069]+$/g, "").replace(/'/g, "\u2019"));
  for (let index = 1; index < parts.length; index += 2) {
    const gap = gapAt(plain, index);
    if (` ${NBSP}${NARROW}`.includes(parts[index]) && gap.left && gap.right) parts[index] = spaceIn(parts[index], gap);
  }
  return parts.join("");
}

/** Return the space at an odd index of words and spaces, with the words next to it. */
function gapAt(plain, index) {
  const before = plain[index - 3] ?? "";
  const opens = !before || endsSentence(before) || lastMark(before) === ":";
  return { before, left: plain[index - 1], right: plain[index + 1], opens };
}

function spaceIn(written, gap) {
  if (isPunctuated(gap)) return data.writing.narrow.includes(gap.right[0]) ? NARROW : written.replace(" ", NBSP);
  return written === " " && (opensWithOneLetter(gap) || isBound(gap)) ? NBSP : written;
}

/** Tell whether a mark is set off from its word by a space: 'Vraiment ?', '« Oui »'. */
function isPunctuated({ left, right }) {
  const closes = ";:!?".includes(right[0]) || ("»\u203a".includes(right[0]) && !/^[\p{L}\p{N}]/u.test(right.slice(1)));
  return closes || ("«\u2039".includes(left.slice(-1)) && !/[\p{L}\p{N}]/u.test(left));
}

function opensWithOneLetter({ left, opens }) {
  const letters = [...left].filter((one) => /[\p{L}\p{N}%‰‱٪]/u.test(one));
  if (letters.length !== 1 || !left.endsWith(letters[0])) return false;
  return /\p{Ll}/u.test(letters[0]) || (/\p{Lu}/u.test(letters[0]) && opens);
}

function isBound({ left, right }) {
  if (isListed(left, data.writing.next) || "\u05be\u0640".includes(left.slice(-1))) return true;
  return /^[^\p{L}\p{N}_]*[IVXLCDM]+\.?$/u.test(left) && data.writing.after.some((one) => right.toLowerCase().startsWith(one));
}

function isListed(word, listed) {
  const plain = word.replace(OPENING_MARKS, "");
  const found = [plain, plain.split(/['\u2019-](?=[\p{L}\p{N}_])/u).pop()];
  return found.some((one) => listed.includes(one) || listed.some((other) => other.toLowerCase() === one.toLowerCase()));
}

/** Return the offsets behind the grapheme clusters of a text. */
function clusterEnds(text) {
  const cutter = Intl.Segmenter && new Intl.Segmenter(data.language, { granularity: "grapheme" });
  const clusters = cutter ? [...cutter.segment(text)].map(({ segment }) => segment) : [...text];
  let end = 0;
  return clusters.map((one) => (end += one.length));
}

/** Return the offsets at which lines of a text may end, its own end last. */
function breaksOf(text) {
  const found = browserBreaks(text).filter((end) => !isJoined(text, end));
  return [...found, text.length];
}

/** Return the offsets at which the browser breaks a text in a box without width. */
function browserBreaks(text) {
  const box = byId("narrow"), range = document.createRange(), breaks = [];
  box.textContent = text;
  let start = 0, row;
  for (const end of clusterEnds(text)) {
    if (text.slice(start, end).trim()) {
      range.setStart(box.firstChild, start);
      range.setEnd(box.firstChild, end);
      const { top } = range.getBoundingClientRect();
      if (row !== undefined && top > row + 1) breaks.push(start);
      row = top;
    }
    start = end;
  }
  return breaks;
}

/** Return whether the hyphen before an offset keeps what is behind it on its line. */
function isJoined(text, end) {
  if (!HYPHENS.includes(text[end - 1])) return false;
  const before = /[^\s([«»„“”"/\u2013\u2014]*$/u.exec(text.slice(Math.max(0, end - 41), end - 1))[0];
  const behind = /^[\p{L}\p{Nl}\p{No}]+/u.exec(text.slice(end, end + 40))?.[0];
  return behind !== undefined && data.writing.hyphens.some((form) => {
    const [one, other] = form.split("-");
    return isSide(before, one) && isSide(behind, other);
  });
}

function isSide(word, wanted) {
  if (wanted === "…") return word !== "";
  if (wanted === "A") return word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase();
  if (wanted === "1") return word !== "" && !/[\p{L}]$/u.test(word);
  const plain = word.toLowerCase().replace(/'/g, "\u2019");
  return wanted === plain || wanted === plain.split(/\u2019(?=[\p{L}\p{N}_])/u).pop();
}
