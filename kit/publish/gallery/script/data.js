const data = JSON.parse(document.getElementById("data").textContent);
const isFile = location.protocol === "file:";
const isTouched = matchMedia("(pointer: coarse)").matches;
const SERVER = "mastodon-server";

const { messages } = data;
const placements = data.placements.map(placementIn);
const pictures = data.pictures.map(pictureIn);
const byPath = new Map(pictures.map((picture) => [picture.path, picture]));

const byId = (id) => document.getElementById(id);
const feed = byId("feed"), view = byId("picture"), cards = byId("cards"), more = byId("more");
const usual = { language: usualLanguage() };
const choice = { language: byId("language"), platform: byId("platform"), message: byId("message"), shape: byId("shape") };

function placementIn(placement) {
  const [platform, name] = placement.id.split("/");
  return { ...placement, platform, name, shape: shapeOf(placement.role, placement.width / placement.height) };
}

/** Return a picture with its placement, texts, titles and days in place of ids, and addresses that lead from the page. */
function pictureIn(picture) {
  const { last_day: lastDay, counts_to: countsTo } = messageOf(picture.message);
  const { title, counted } = titlesIn(picture.language, picture.message);
  const thumbnail = data.root + picture.thumbnail;
  return {
    ...picture,
    url: data.overview ? thumbnail : data.root + picture.path,
    title,
    lastDay,
    placement: placements.find(({ id }) => id === picture.placement),
    pdf: picture.pdf && data.root + picture.pdf,
    counted: counted[picture.number],
    caption: data.texts[picture.caption],
    alt: data.texts[picture.alt],
    day: countsTo && daysBefore(countsTo, picture.number),
    thumbnail,
  };
}

function messageOf(message) {
  return messages.find(({ id }) => id === message);
}

/** Return the title of a message in a language, and those of its countdown pictures by number. */
function titlesIn(language, message) {
  return data.translated[language]?.messages[message] ?? messageOf(message);
}

/** Tell whether a message has pictures in a language. */
function existsIn(language, message) {
  return pictures.some((picture) => picture.language === language && picture.message === message);
}

/** Return the title of the kit in a language. */
function kitTitle(language) {
  return data.translated[language]?.title ?? data.title;
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
