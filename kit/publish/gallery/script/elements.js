// Making elements. Words are inserted as text, never as markup.

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Return a sentence with values in place of the names in braces. */
function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Return the parts of such a sentence, in which no value changes the order of the words around it. */
function phrase(sentence, values) {
  return sentence.split(/\{(\w+)\}/).map((part, index) => (index % 2 ? make("bdi", {}, values[part] ?? "") : part));
}

/** Return the direction of a language, whatever the first letter of a text in it is. */
function directionOf(language) {
  return data.from_the_right.includes(language) ? "rtl" : "ltr";
}

/** Return a text with each of some places ordered by itself, an outer one before those inside. */
function ordered(text, places, from = 0, to = text.length) {
  const nodes = [];
  let at = from;
  places.forEach(([start, end, dir], index) => {
    if (start < at || end > to) return; // a part of one before it
    const inside = ordered(text, places.slice(index + 1), start, end);
    nodes.push(...divisible(text.slice(at, start)), make("bdi", { dir }, ...inside));
    at = end;
  });
  return [...nodes, ...divisible(text.slice(at, to))];
}

/** Return a text in which a whole address is divided behind its host, rather than anywhere, if it must be. */
function divisible(text) {
  return text.split(/(https:\/\/[^\s/]+\/)(?=\S)/).flatMap((part, index) => (index % 2 ? [part, make("wbr")] : [part]));
}

/** Return a title as words of its language: that of a kit that is not translated stays in its own. */
function titled(title, language) {
  const [name, own] = data.name;
  const lang = title === name ? own : language;
  return make("bdi", { lang, dir: directionOf(lang) }, ...ordered(title, data.places[title] ?? []));
}

function button(text, act, className = "") {
  return make("button", { type: "button", textContent: text, className, onclick: act });
}

/** Return a link that looks like a button; only web and mail addresses and the kit's own files are linked. */
function buttonTo(address, text, className = "") {
  const { protocol } = new URL(address, location.href);
  const isSafe = ["https:", "mailto:", location.protocol].includes(protocol);
  return make("a", { href: isSafe ? address : "#", textContent: text, className: `button ${className}` });
}

function inNewPage(link) {
  return Object.assign(link, { target: "_blank", rel: "noopener noreferrer" });
}
