const data = JSON.parse(document.getElementById("data").textContent);
const isFile = location.protocol === "file:";
const isTouched = matchMedia("(pointer: coarse)").matches;
const SERVER = "mastodon-server";

const placements = data.placements.map(([id, role, width, height]) => {
  const [platform, name] = id.split("/");
  return { id, platform, name, role, width, height, shape: shapeOf(role, width / height) };
});
const messages = data.messages.map(([id, title, lastDay, countsTo, counted]) => ({ id, title, lastDay, countsTo, counted }));
const texts = data.texts.map((parts) => parts.map((part) => data.parts[part]).join(""));
const [begin, end, names] = data.thumbnails;
const thumbnails = names.map((name) => data.root + begin + name + end);
const pictures = data.pictures.map(pictureIn);
const byPath = new Map(pictures.map((picture) => [picture.path, picture]));

const byId = (id) => document.getElementById(id);
const feed = byId("feed"), view = byId("picture"), cards = byId("cards"), more = byId("more");
const usual = { language: usualLanguage() };
const choice = { language: byId("language"), platform: byId("platform"), message: byId("message"), shape: byId("shape") };

/** Return the picture of a row, from which trailing zeros are left out. */
function pictureIn([ending = 0, of = 0, placed = 0, captioned = 0, instead = 0, small = 0, to = 0, spoken = 0, number = 0, code = 0, pdf = 0]) {
  const { id: message, lastDay, countsTo } = messages[of];
  const placement = placements[placed], language = data.languages[spoken];
  const { title, counted } = titlesIn(of, language);
  const path = pathOf(`${language.toLowerCase()}/${placement.platform}/${message}`, data.ends[ending]);
  const url = data.overview ? thumbnails[small] : data.root + path;
  return {
    path, url, language, message, title, lastDay, placement, number,
    pdf: pdf && url.replace(/[^.]*$/, "pdf"),
    code: Boolean(code),
    counted: counted[number],
    day: countsTo && daysBefore(countsTo, number),
    texts: { caption: captioned, alt: instead },
    caption: texts[captioned],
    alt: texts[instead],
    link: data.links[to] || data.link,
    thumbnail: thumbnails[small],
  };
}

/** Return the title of a message in a language, and those of its countdown pictures by number. */
function titlesIn(index, language) {
  const [title, counted] = data.translated[language]?.[1][index] ?? [messages[index].title, messages[index].counted];
  return { title, counted };
}

/** Tell whether a message has pictures in a language. */
function existsIn(language, index) {
  return pictures.some((picture) => picture.language === language && picture.message === messages[index].id);
}

/** Return the title of the kit in a language. */
function kitTitle(language) {
  return data.translated[language]?.[0] ?? data.title;
}

function pathOf(start, ending) {
  return ending.startsWith("/") ? ending.slice(1) : start + ending;
}

/** Return the languages of the kit, including those with their own pages. */
function everyLanguage() {
  return [...data.languages, ...Object.keys(data.elsewhere)].sort();
}

/** Return the reader's preferred language among those on the page, if any. */
function wishedLanguage() {
  return navigator.languages.flatMap((tag) => [tag, tag.split("-")[0]]).find((tag) => data.languages.includes(tag));
}

/** Return the reader's preferred language among those in the kit, or else the kit's own. */
function usualLanguage() {
  return wishedLanguage() ?? (data.languages.includes(data.language) ? data.language : undefined);
}

/** Return the shape of a placement, as in the filter. */
function shapeOf(role, ratio) {
  if (!["feed", "link"].includes(role)) return ["story", "print"].includes(role) ? role : "other";
  if (ratio > 1.2) return "landscape";
  return ratio < 0.6 ? "story" : ratio < 0.9 ? "portrait" : "square";
}
