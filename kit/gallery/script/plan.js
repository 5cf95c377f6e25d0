// What to post when, and what is over.

function showOver(gone) {
  const ids = [...new Set(gone.map(({ message }) => message))];
  const section = byId("over"), jump = byId("show-over");
  section.hidden = jump.hidden = ids.length === 0;
  jump.textContent = byId("over-title").textContent = fill(words.over, { count: ids.length });
  section.querySelector("ul").replaceChildren(...ids.map((id) => overItem(gone.filter(({ message }) => message === id))));
}

function overItem(of) {
  const last = of.map((picture) => picture.day || picture.lastDay).sort().at(-1);
  const until = hint(fill(words.over_until, { day: written(last) }));
  return make("li", {}, linkTo(of[0], of[0].title), until);
}

function linkTo(picture, text) {
  const link = make("a", { href: hashOf({ picture: picture.path }) });
  link.append(make("bdi", { lang: picture.language, textContent: text }));
  return link;
}

function showPlan() {
  const section = byId("plan");
  if (!section) return;
  const days = plannedDays().filter(([on]) => on >= day);
  const [last] = plannedDays().at(-1);
  byId("plan-hint").textContent = days.length ? words.plan_hint : fill(words.plan_over, { day: written(last) });
  byId("day").value = day;
  byId("plan-file").parentElement.hidden = !days.length;
  section.querySelector("ol").replaceChildren(...days.map(plannedItem));
}

/** Return the days of the plan in their order, each with its sentences and its posts. */
function plannedDays() {
  const days = new Map();
  const at = (on) => days.get(on) ?? days.set(on, { sentences: [], posts: [] }).get(on);
  data.days.forEach(([on, sentence]) => at(on).sentences.push(sentence));
  data.plan.forEach(([on, ...post]) => at(on).posts.push(post));
  return [...days].sort(([one], [other]) => (one < other ? -1 : 1));
}

function plannedItem([on, { sentences, posts }]) {
  const time = make("time", { dateTime: on, textContent: on === day ? `${words.today}, ${written(on)}` : written(on) });
  const said = sentences.map((textContent) => make("li", {}, make("strong", { lang: data.language, textContent })));
  return make("li", {}, time, make("ul", {}, ...said, ...posts.map(plannedPost)));
}

/** Return the link to a picture of a post on the platform that is chosen, or say that there is none. */
function plannedPost([index, number]) {
  const { id: message, title, counted } = messages[index];
  const is = (picture) => picture.message === message && picture.language === choice.language.value
    && (number ? picture.number === number : picture.number < 2);
  const platform = choice.platform.value;
  const picture = pictures.find((one) => is(one) && (!platform || one.placement.platform === platform));
  const text = number ? counted[number] ?? fill(words.counted, { number, title }) : title;
  if (picture) return make("li", {}, linkTo(picture, text));
  const none = platform ? [" ", make("span", { className: "meta", textContent: fill(words.not_for, { name: platformName(platform) }) })] : [];
  return make("li", {}, make("bdi", { lang: data.language, textContent: text }), ...none);
}

/** Say on which day one sees the page, where it is not today. */
function showDay() {
  const note = byId("seen-on");
  note.hidden = !askedDay;
  if (askedDay) note.firstElementChild.textContent = fill(words.seen_on, { day: written(askedDay) });
}

function jumpTo(id) {
  const title = byId(`${id}-title`);
  title.scrollIntoView();
  title.focus({ preventScroll: true });
}

function startDays() {
  byId("show-over").onclick = () => jumpTo("over");
  byId("back-to-today").onclick = () => seeDay("");
  const input = byId("day"), show = byId("show-plan");
  if (input) input.onchange = () => seeDay(input.value);
  if (show) {
    show.onclick = () => jumpTo("plan");
    byId("plan-file").onclick = () => say(words.plan_saved);
  }
  document.addEventListener("visibilitychange", () => {
    if (!askedDay && day !== today()) route();
  });
}

function seeDay(on) {
  useDay(on);
  location.replace(feed.hidden ? hashOf({ picture: new URLSearchParams(location.hash.slice(1)).get("picture") }) : chosen());
}
