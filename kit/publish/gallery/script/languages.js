// The page of languages: those that the reader has set in the browser come first, in their order, and its labels are in
// the first of them.

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

/** The day that the address asks for is handed on to the pages of the languages. */
const dayOfAll = new URLSearchParams(location.hash.slice(1)).get("day");
if (dayOfAll) for (const link of document.querySelectorAll("ul.languages a")) link.hash = `day=${dayOfAll}`;

/** Put the labels of the reader's first language that the kit has on the page; `said` is of the campaign itself. */
function useLabelsOf({ lang, dir, title, said, ...labels }) {
  Object.assign(document.documentElement, { lang, dir });
  document.title = title;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = labels[element.dataset.word];
  const box = document.querySelector("#about > div");
  if (!box || !said) return;
  Object.assign(box, { lang, dir });
  [...box.children].forEach((line, index) => { line.firstChild.replaceWith(said[index]); });
}

const labels = JSON.parse(document.getElementById("labels").textContent);
const wished = navigator.languages.flatMap((tag) => [tag, tag.split("-")[0]]).find((tag) => labels[tag]);
if (wished) useLabelsOf(labels[wished]);
