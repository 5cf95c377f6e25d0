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
