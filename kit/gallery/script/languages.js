// The page of languages: those that the reader has set in the browser come first, in their order.

/** Return the entries of a list that are in the reader's languages, the most wanted first. */
function wantedIn(list) {
  const wanted = navigator.languages.flatMap((tag) => [tag, tag.split("-")[0]]);
  const found = wanted.map((tag) => list.querySelector(`a[lang="${CSS.escape(tag)}"]`)?.closest("li"));
  return new Set(found.filter(Boolean));
}

for (const list of document.querySelectorAll("ul.languages")) {
  const entries = [...wantedIn(list)];
  for (const entry of entries) entry.classList.add("wanted");
  list.prepend(...entries);
}
