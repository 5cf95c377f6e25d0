// Copying. The older method comes first: it finishes before a page that opens takes the focus.

async function copy(text) {
  const focused = document.activeElement;
  const area = make("textarea", { value: text, readOnly: true, className: "copying" });
  document.body.append(area);
  area.select();
  area.setSelectionRange(0, text.length);
  const isDone = document.execCommand("copy");
  area.remove();
  focused?.focus({ preventScroll: true });
  if (!isDone) await navigator.clipboard.writeText(text);
}

function copyWithStatus(text, message) {
  return copy(text).then(() => showStatus(message), () => showStatus(words.copy_failed));
}

function captionCopier(picture, className = "") {
  return copier(picture, words.copy_caption, () => copyWithStatus(picture.caption, words.caption_copied), className);
}

function altCopier(picture, className = "") {
  return copier(picture, words.copy_alt, () => copyWithStatus(picture.alt, words.alt_copied), className);
}

function addressCopier(picture) {
  return copier(picture, words.copy_address, () => copyWithStatus(picture.link, words.address_copied));
}

function copier(picture, text, act, className = "") {
  return named(button(text, act, className), picture);
}
