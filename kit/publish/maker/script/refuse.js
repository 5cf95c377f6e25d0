// What may not be written, and why. Words are looked for as kit/text/stems.py does, in one case and without punctuation.

/** Marks of direction and other characters that nobody sees, which would hide words from the rules. */
const UNSEEN = /[\p{Cc}\p{Cf}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]|[\u{e0100}-\u{e01ef}]/gu;
const LONGEST = 200;

/** Return what people wrote as it is set: without unseen characters, in its usual form, on one line. */
function cleaned(text) {
  const plain = text.replace(/[\t\n\r\u2028\u2029]/g, " ").normalize("NFKC").replace(UNSEEN, "").normalize("NFC");
  return plain.replace(/[\s\u2000-\u200a\u3000]+/gu, " ").trim();
}

/** Return the words of a text in one case, with a space around each. */
function folded(text) {
  const letters = [...text.normalize("NFC")].map((one) => {
    if (/[\u00ad\u200c\u200d\u2060\u0307]/u.test(one)) return "";
    return /[\p{L}\p{M}\p{N}]/u.test(one) ? one.toLowerCase().replace(/\u0307/g, "").replace(/ı/g, "i").replace(/ß/g, "ss").replace(/ς/g, "σ") : " ";
  });
  const found = letters.join("").split(" ").filter(Boolean);
  return found.length ? ` ${found.join(" ")} ` : " ";
}

/** Return the words of a text that a list of needles finds, or nothing. */
function foundIn(text, needles) {
  const whole = folded(text), needle = needles.find((one) => whole.includes(one));
  if (needle === undefined) return undefined;
  const at = whole.indexOf(needle), start = whole.lastIndexOf(" ", at) + 1, end = whole.indexOf(" ", at + needle.length);
  return whole.slice(start, end < 0 ? undefined : end).trim();
}

/** Return why a text is refused, in the words of the page; nothing if it is not. */
function reasonAgainst(text) {
  const address = /\S*(?:\p{L}{2,}[.\u3002\uff0e]\p{L}{2,}|:\/\/|www\.)\S*/iu.exec(text);
  if (/\p{N}/u.test(text)) return words.no_digits;
  if (/[@#\uff20\uff03]/u.test(text)) return words.no_handles;
  if (address) return fill(words.no_addresses, { words: address[0] });
  const missing = [...text].find((one) => !data.letters.includes(one));
  if (missing) return fill(words.no_letter, { letter: missing });
  const mixed = text.split(/[^\p{L}\p{M}]+/u).find((word) => scriptsOf(word) > 1);
  if (mixed) return fill(words.no_mix, { words: mixed });
  if (/(?:\p{L}\P{L}){4}/u.test(text.replace(/ /g, "")) || /(?:(?<!\p{L})\p{L}[\s.\u2010-\u2015*_-]+){3}\p{L}(?!\p{L})/u.test(text)) return words.no_spacing;
  const never = foundIn(text, data.voice.never) ?? foundIn(text.replace(/[^\p{L}\p{M}\s]/gu, ""), data.voice.never);
  if (never) return fill(words.no_word, { words: never });
  return undefined;
}

function scriptsOf(word) {
  return ["Latin", "Greek", "Cyrillic", "Arabic", "Hebrew"].filter((one) => new RegExp(`\\p{Script=${one}}`, "u").test(word)).length;
}

/** Return why a sentence is refused as it stands on a picture: words too near, and what a line or two of them read. */
function reasonAgainstLines(texts, lines) {
  for (const rule of data.voice.apart) {
    const near = texts.map((text) => nearIn(text, rule)).find(Boolean);
    if (near) return fill(words.no_near, near);
  }
  const read = lines.flatMap((line, index) => [line, ...(index ? [`${lines[index - 1]} ${line}`] : [])]);
  for (const phrase of data.voice.lines) {
    if (read.some((line) => folded(line).includes(phrase))) return fill(words.no_line, { words: phrase.trim() });
  }
  return undefined;
}

/** Return two words of a text that a rule keeps apart, if too few others are between them. */
function nearIn(text, rule) {
  const all = folded(text).trim().split(" ");
  const places = (needles) => all.flatMap((word, index) => (needles.some((needle) => ` ${word} `.includes(needle)) ? [index] : []));
  for (const one of places(rule.words)) {
    for (const other of places(rule.from)) {
      if (one !== other && Math.abs(one - other) - 1 < rule.by) return { one: all[one], other: all[other] };
    }
  }
  return undefined;
}
