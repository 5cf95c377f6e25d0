// Labels: in the language of the pictures if the page has them, or else in the default one, with a note.

let words, saveWords, spoken;

/** Put the labels of a language on the page; return whether the language changed. */
function useLabels(language) {
  const found = data.words[language] ?? data.words[language.split("-")[0]];
  const used = found ?? data.words[data.labels];
  const note = byId("untranslated");
  note.hidden = Boolean(found);
  if (!found) {
    const names = { labels: languageName(used.lang, used.lang), language: languageName(language, used.lang) };
    note.textContent = fill(used.untranslated, names);
  }
  if (spoken === language) return false;
  [words, spoken] = [used, language];
  saveWords = words.saving[!isFile ? "web" : isTouched ? "touch" : "file"];
  label();
  return true;
}

function label() {
  const values = { title: kitTitle(spoken), site: data.site, address: data.link };
  Object.assign(document.documentElement, { lang: words.lang, dir: words.dir });
  byId("kit").replaceWith(Object.assign(titled(kitTitle(spoken), spoken), { id: "kit" }));
  document.querySelectorAll("[data-word]").forEach((element) => {
    element.replaceChildren(...phrase(words[element.dataset.word], values));
  });
  document.querySelectorAll("[data-label]").forEach((element) => {
    element.setAttribute("aria-label", fill(words[element.dataset.label], values));
  });
}

/** Return the name of a language in another one. */
function languageName(tag, spoken) {
  try { return new Intl.DisplayNames([spoken], { type: "language" }).of(tag); } catch { return tag; }
}

function platformName(platform) {
  return words.platforms[platform] ?? spelt(platform);
}

function placementName({ name }) {
  return words.placements[name] ?? spelt(name);
}

function spelt(id) {
  const name = id.replaceAll("_", " ");
  return name.charAt(0).toUpperCase() + name.slice(1);
}
