const data = JSON.parse(document.getElementById("data").textContent);
const isFile = location.protocol === "file:";
const SERVER = "mastodon-server";

const placements = data.placements.map(([id, role, width, height]) => {
  const [platform, name] = id.split("/");
  return { id, platform, name, role, width, height, shape: shapeOf(role, width / height) };
});
const messages = data.messages.map(([id, title, lastDay, countsTo, counted]) => ({ id, title, lastDay, countsTo, counted }));
const pictures = data.pictures.map(([path, language, message, placement, number, caption, alt, link, pdf, code, thumbnail]) => ({
  path, pdf, number, code: Boolean(code),
  language: data.languages[language],
  message: messages[message].id,
  title: messages[message].title,
  counted: messages[message].counted[number],
  lastDay: messages[message].lastDay,
  day: messages[message].countsTo && daysBefore(messages[message].countsTo, number),
  placement: placements[placement],
  caption: data.texts[caption],
  alt: data.texts[alt],
  link: data.links[link] || data.link,
  thumbnail: data.thumbnails[thumbnail],
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
