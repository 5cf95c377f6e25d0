const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;
const isFile = location.protocol === "file:";
const saveWords = words.saving[isFile ? "file" : "web"];
const SERVER = "mastodon-server";

const placements = data.placements.map(([id, platform, platformName, name, role, width, height]) => (
  { id, platform, platformName, name, role, width, height, shape: shapeOf(role, width / height) }));
const pictures = data.pictures.map(([path, language, message, placement, number, caption, alt, link, pdf]) => ({
  path, pdf, number,
  language: data.languages[language],
  message: data.messages[message][0],
  title: data.messages[message][1],
  placement: placements[placement],
  caption: data.texts[caption],
  alt: data.texts[alt],
  link: data.links[link] || data.link,
}));
const byPath = new Map(pictures.map((picture) => [picture.path, picture]));

const byId = (id) => document.getElementById(id);
const feed = byId("feed"), view = byId("picture"), cards = byId("cards"), more = byId("more");
const usual = { language: usualLanguage() };
const choice = { language: byId("language"), platform: byId("platform"), message: byId("message"), shape: byId("shape") };

/** Return the language that the reader prefers of those in the kit, else the kit's own. */
function usualLanguage() {
  const wished = navigator.languages.flatMap((tag) => [tag, tag.split("-")[0]]);
  const found = wished.find((tag) => data.languages.includes(tag));
  return found ?? (data.languages.includes(data.language) ? data.language : undefined);
}

/** Return the shape of a placement as people choose it. */
function shapeOf(role, ratio) {
  if (!["feed", "link"].includes(role)) return ["story", "print"].includes(role) ? role : "other";
  if (ratio > 1.2) return "landscape";
  return ratio < 0.6 ? "story" : ratio < 0.9 ? "portrait" : "square";
}
