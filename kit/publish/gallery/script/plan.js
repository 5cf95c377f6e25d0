// What to post when, and what is over.

function showOver(gone) {
  const messages = byMessage(gone);
  const section = byId("over"), jump = byId("show-over");
  section.hidden = jump.hidden = !messages.length;
  jump.textContent = byId("over-title").textContent = fill(words.over, { count: messages.length });
  section.querySelector("ul").replaceChildren(...messages.map(overItem));
}

/** Return pictures in groups, one a message. */
function byMessage(found) {
  const ids = [...new Set(found.map(({ message }) => message))];
  return ids.map((id) => found.filter(({ message }) => message === id));
}

/** Return the last day of pictures of one message. */
function untilOf(of) {
  return fill(words.over_until, { day: written(of.map((picture) => picture.day || picture.lastDay).sort().at(-1)) });
}

function overItem(of) {
  return make("li", {}, linkTo(of[0], of[0].title), hint(untilOf(of)));
}

function linkTo(picture, text) {
  return make("a", { href: hashOf({ picture: picture.path }) }, titled(text, picture.language));
}

/** Show the days from the page's day on, with posts or, for roles that are not posted, with what to use. */
function showPlan() {
  const section = byId("plan");
  if (!section) return;
  const isPosted = data.plan.some(postedPicture);
  const days = (isPosted ? postDays() : usageDays()).filter(([on]) => on >= day);
  const [title, hint] = isPosted ? [words.plan, words.plan_hint] : [words.use_plan, words.use_hint];
  const [last] = postDays().at(-1) ?? [day], name = platformName(choice.platform.value);
  const none = isPosted ? fill(words.plan_over, { day: written(last) }) : fill(words.none_for, { name });
  byId("show-plan").textContent = byId("plan-title").textContent = title;
  byId("plan-hint").textContent = days.length ? hint : none;
  byId("day").value = day;
  byId("plan-file").parentElement.hidden = !isPosted || !days.length;
  section.querySelector("ol").replaceChildren(...days.map(dayItem));
}

/** Return the days of the plan in order, each with its sentences and posts as elements. */
function postDays() {
  const posts = data.plan.filter(({ message }) => existsIn(spoken, message));
  return byDay([...data.days.map(dayRow), ...posts.map((post) => [post.day, plannedPost(post)])]);
}

/** Return rows of a day and an element, grouped and sorted by day. */
function byDay(rows) {
  const days = new Map();
  for (const [on, element] of rows) days.set(on, [...days.get(on) ?? [], element]);
  return [...days].sort(([one], [other]) => (one < other ? -1 : 1));
}

function dayRow({ day: on, sentence }) {
  return [on, make("strong", {}, titled(sentence, data.language))];
}

function dayItem([on, elements]) {
  const time = make("time", { dateTime: on, textContent: on === day ? fill(words.today, { day: written(on) }) : written(on) });
  return make("li", {}, time, make("ul", {}, ...elements.map((element) => make("li", {}, ...[element].flat()))));
}

/** Return the picture of a post in the chosen language and on the chosen platform, if there is one. */
function postedPicture({ message, number }) {
  const platform = choice.platform.value;
  const filters = { language: choice.language.value, platform, message, shape: "" };
  return pictures.find((picture) => matches(picture, filters) && isPosted(picture)
    && (number ? picture.number === number : picture.number < 2));
}

/** Return the link to the picture of a post, or a note that there is none. */
function plannedPost({ message, number }) {
  const { title, counted } = titlesIn(spoken, message);
  const text = number ? counted[number] ?? fill(words.counted, { number, title }) : title;
  const picture = postedPicture({ message, number });
  if (picture) return linkTo(picture, text);
  const name = platformName(choice.platform.value);
  const none = make("span", { className: "meta", textContent: fill(words.not_for, { name }) });
  return [titled(text, spoken), " ", none];
}

/** Show the page's day, if that is not today. */
function showDay() {
  const note = byId("seen-on"), sentence = isEnded(today()) && !isEnded() ? words.seen_after : words.seen_on;
  note.hidden = !requestedDay;
  if (requestedDay) note.firstElementChild.textContent = fill(sentence, { day: written(requestedDay) });
}

function jumpTo(id) {
  const title = byId(`${id}-title`);
  title.scrollIntoView();
  title.focus({ preventScroll: true });
}

function startDays() {
  byId("show-over").onclick = () => jumpTo("over");
  byId("show-beyond")?.addEventListener("click", () => jumpTo("beyond"));
  byId("back-to-today").onclick = () => seeDay("");
  byId("as-it-was").onclick = () => seeDay(data.date);
  const input = byId("day"), show = byId("show-plan");
  if (input) input.onchange = () => seeDay(input.value);
  if (show) {
    show.onclick = () => jumpTo("plan");
    byId("plan-file").onclick = saveCalendar;
  }
  document.addEventListener("visibilitychange", () => {
    if (!requestedDay && day !== today()) route();
  });
}

function seeDay(on) {
  useDay(on);
  location.replace(feed.hidden ? hashOf({ picture: new URLSearchParams(location.hash.slice(1)).get("picture") }) : chosen());
}
