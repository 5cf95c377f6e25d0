// The address of the page decides what is shown.

let lastFeed = "", lastDay = "", lastPlace = 0, lastLink = null;

function hashOf(values) {
  return `#${new URLSearchParams(requestedDay ? { ...values, day: requestedDay } : values)}`;
}

function route() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const path = hash.get("picture");
  const picture = byPath.get(path);
  useDay(hash.get("day") ?? "");
  handDayOn();
  if (useLabels(picture?.language ?? languageIn(hash))) offerChoices();
  showDay();
  showEnded();
  if (path && !picture) showStatus(words.gone);
  if (!feed.hidden) lastPlace = scrollY;
  feed.hidden = Boolean(picture);
  view.hidden = !picture;
  byId("print").hidden = Boolean(picture);
  const pageTitle = fill(words.page, { title: kitTitle(spoken) });
  document.title = picture ? `${titleOf(picture)} (${pageTitle})` : pageTitle;
  if (picture) {
    show(picture);
    if (hash.get("at") === "steps") jumpTo("steps");
    else scrollTo(0, view.offsetTop);
  } else if (!showFeed(hash)) {
    scrollTo(0, lastPlace);
    lastLink?.focus({ preventScroll: true });
  } else {
    offerAll();
  }
  placeBeyond();
}

/** Put letters and the like above the pictures where they are asked for, else below all. */
function placeBeyond() {
  const beyond = byId("beyond");
  if (beyond && !feed.hidden && choice.platform.value === "more") cards.before(beyond);
  else if (beyond) view.after(beyond);
}

/** Show the chosen language, on its own page if it has one, for the same platform. */
function seeLanguage() {
  const page = data.elsewhere[choice.language.value];
  if (page) location.assign(page + hashOf({ platform: choice.platform.value }));
  else location.replace(chosen());
}

function offer(select, rows, act = () => location.replace(chosen())) {
  const { value } = select;
  select.replaceChildren(...rows.map(([value, text]) => make("option", { value, textContent: text })));
  select.value = value;
  if (select.selectedIndex < 0) select.selectedIndex = 0;
  select.onchange = act;
}

/** Fill the filters, with the labels of the page; keep the selection. */
function offerChoices() {
  const platforms = new Set(placements.map(({ platform }) => platform));
  offer(choice.language, everyLanguage().map((tag) => [tag, languageName(tag, tag)]), seeLanguage);
  sayOnlyLanguage();
  offer(choice.platform, [...[...platforms].map((platform) => [platform, platformName(platform)]), ["", words.everywhere]]);
  const titles = messages.map(({ id }) => [id, titlesIn(spoken, id).title]);
  offer(choice.message, [["", words.every_message], ...titles.filter(([id]) => existsIn(spoken, id))]);
  offer(choice.shape, [["", words.every_shape], ...shapesThere()]);
  [lastFeed, lastDay] = ["", ""];
}

/** Note that all pictures are in one language: at the top for readers of other languages, else below the filters. */
function sayOnlyLanguage() {
  const note = byId("only-language"), [only] = data.languages;
  note.hidden = everyLanguage().length !== 1;
  if (!wishedLanguage()) byId("choice").prepend(note);
  if (!note.hidden) note.textContent = fill(words.only_language, { language: languageName(only, words.lang) });
}

/** Return the language of an address of the page. */
function languageIn(hash) {
  const requested = hash.get("language");
  return data.languages.includes(requested) ? requested : usual.language ?? data.languages[0] ?? data.language;
}

/** The QR code is a history entry, so that going back closes it. */
function startCode() {
  const code = byId("code"), showCode = byId("show-code");
  if (!code) return;
  showCode.hidden = false;
  showCode.onclick = () => {
    history.pushState({ code: true }, "");
    code.showModal();
    code.querySelector("button").focus();
  };
  code.onclose = () => { if (history.state?.code) history.back(); };
  addEventListener("popstate", () => code.close());
}

async function print() {
  showMore(waiting.length);
  const images = [...cards.querySelectorAll("img")];
  images.forEach((image) => { image.loading = "eager"; });
  const isThere = (image) => image.complete || new Promise((done) => { image.onload = image.onerror = done; });
  await Promise.all(images.map(isThere));
  window.print();
}

/** Return the shapes that pictures of the kit have, each with its name. */
function shapesThere() {
  const there = new Set(placements.map(({ shape }) => shape));
  return Object.entries(words.shapes).filter(([shape]) => there.has(shape));
}

function start() {
  choice.language.parentElement.hidden = everyLanguage().length < 2;
  const wide = matchMedia("(min-width: 56rem)"), isFiltered = Boolean(location.hash.match(/(message|shape|words)=\w/));
  const filters = byId("more-choices");
  filters.open = wide.matches || isFiltered;
  wide.onchange = () => { filters.open = filters.open || wide.matches; };
  more.onclick = () => showMore();
  byId("skip").onclick = (event) => {
    event.preventDefault();
    byId(feed.hidden ? "picture-title" : "feed-title").focus();
  };
  byId("print").onclick = print;
  cards.onclick = (event) => { lastLink = event.target.closest("a.go, a.shot"); };
  const phone = byId("phone");
  startCode();
  if (phone) phone.hidden = !isFile;
  startDays();
  startSearch();
  startMarks();
  history.scrollRestoration = "manual";
  addEventListener("hashchange", route);
  route();
  startOffline();
  document.addEventListener("DOMContentLoaded", () => { label(); showEnded(); }); // the part after the script has labels, too
}
