// Copying. The older method is tried first: it is done before a page that is opened takes the focus away.

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

function copyAndSay(text, said) {
  return copy(text).then(() => say(said), () => say(words.copy_failed));
}

function captionCopier(picture, className = "") {
  return copier(picture, words.copy_caption, () => copyAndSay(picture.caption, words.caption_copied), className);
}

function altCopier(picture, className = "") {
  return copier(picture, words.copy_alt, () => copyAndSay(picture.alt, words.alt_copied), className);
}

function addressCopier(picture) {
  return copier(picture, words.copy_address, () => copyAndSay(picture.link, words.address_copied));
}

function copier(picture, text, act, className = "") {
  return named(button(text, act, className), picture);
}
