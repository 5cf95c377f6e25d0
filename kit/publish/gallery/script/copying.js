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

function addressCopier(picture, className = "") {
  return copier(picture, words.copy_address, () => copyWithStatus(picture.link, words.address_copied), className);
}

function copier(picture, text, act, className = "") {
  return named(button(text, act, className), picture);
}

/** Return what is pasted beside a picture that is shared: its caption, a story's address by its steps, or nothing. */
function besideOf(picture) {
  const isNamed = (name) => linesFor(picture).some((line) => line.includes(name));
  if (picture.placement.role === "feed" || isNamed(words.copy_caption)) {
    return { text: picture.caption, copied: words.caption_copied, hint: words.share_hint, shared: words.shared, copier: captionCopier };
  }
  if (picture.link && isNamed(words.copy_address)) {
    const said = { copied: words.address_copied, hint: words.share_hint_address, shared: words.shared_address };
    return { text: picture.link, ...said, copier: addressCopier };
  }
  return { text: "", copied: "", hint: words.share_hint_alone, shared: words.shared_alone, copier: undefined };
}
