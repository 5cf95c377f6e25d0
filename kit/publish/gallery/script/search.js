// The search: pictures whose title, caption or alt text has all the words, whatever their case and accents.

const search = byId("search");
const readAs = new Map();

/** Return a text without case and accents. */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Return everything that is said of a picture, as it is searched. */
function saidOf(picture) {
  if (!readAs.has(picture)) readAs.set(picture, plain([titleOf(picture), picture.caption, picture.alt].join(" ")));
  return readAs.get(picture);
}

/** Tell whether a picture has every word that is searched. */
function isSought(picture) {
  const sought = plain(search.value).split(/\s+/).filter(Boolean);
  return sought.every((word) => saidOf(picture).includes(word));
}

/** How long after the last letter the pictures change, in ms. */
const TYPED_MS = 200;
let typing;

function startSearch() {
  search.oninput = () => {
    clearTimeout(typing);
    typing = setTimeout(() => location.replace(chosen()), TYPED_MS);
  };
}
