// After the last day: what the campaign was, and its pictures to look at. Nothing is offered to post.

/** What is there only while there is something to post. */
const FOR_POSTING = ["intro", "plan", "more-choices", "together", "show-plan", "your-photo", "own-words", "show-beyond", "show-over", "show-code", "phone", "forget", "beyond"];

/** Show what the page is before or after the last day of the campaign. */
function showEnded() {
  const ended = isEnded(), about = byId("about"), platform = document.querySelector("label[for=platform]");
  if (about && document.body.classList.contains("ended") !== ended) about.open = ended;
  document.body.classList.toggle("ended", ended);
  for (const id of ["ended", "outcome", "as-it-was"]) byId(id)?.toggleAttribute("hidden", !ended);
  for (const id of FOR_POSTING) byId(id)?.classList.toggle("over", ended);
  if (about) about.firstElementChild.textContent = ended ? words.ended_about : words.about;
  platform.textContent = ended ? words.made_for : words.platform;
  if (!ended) return;
  byId("ended").textContent = fill(words.ended, { day: written(lastOfAll) });
  byId("as-it-was").textContent = fill(words.as_it_was, { day: written(data.date) });
}

/** Return a card of a message that is over: its picture, in each of its shapes. */
function lookedAt(picture) {
  return make("h3", {}, make("a", { href: hashOf({ picture: picture.path }) }, nameIn(picture)));
}

/** Return the words of a picture, to read. */
function reading(picture) {
  const parts = [[words.caption, "caption"], [words.alt, "alt"]].filter(([, name]) => picture[name]);
  return make("section", {}, ...parts.flatMap(([title, name]) => [make("h3", { textContent: title }), textOf(picture, name)]));
}
