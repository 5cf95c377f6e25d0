// The address of the page says what is shown.

const pageTitle = document.title;
let lastFeed = "", lastPlace = 0, lastLink = null;

function hashOf(values) {
  return `#${new URLSearchParams(values)}`;
}

function route() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const path = hash.get("picture");
  const picture = byPath.get(path);
  if (path && !picture) say(words.gone);
  if (!feed.hidden) lastPlace = scrollY;
  feed.hidden = Boolean(picture);
  view.hidden = !picture;
  document.title = picture ? `${titleOf(picture)} (${pageTitle})` : pageTitle;
  if (picture) {
    show(picture);
    scrollTo(0, view.offsetTop);
  } else if (!showFeed(hash)) {
    scrollTo(0, lastPlace);
    lastLink?.focus({ preventScroll: true });
  }
}

function offer(select, rows) {
  select.append(...rows.map(([value, text]) => make("option", { value, textContent: text })));
  select.onchange = () => location.replace(chosen());
}

function languageName(tag) {
  try { return new Intl.DisplayNames([tag], { type: "language" }).of(tag); } catch { return tag; }
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
  const platforms = new Map(placements.map(({ platform, platformName }) => [platform, platformName]));
  offer(choice.language, data.languages.map((tag) => [tag, languageName(tag)]));
  offer(choice.platform, [...platforms, ["", words.everywhere]]);
  offer(choice.message, [["", words.every_message], ...data.messages]);
  offer(choice.shape, [["", words.every_shape], ...shapesThere()]);
  choice.language.parentElement.hidden = data.languages.length < 2;
  byId("more-choices").open = matchMedia("(min-width: 56rem)").matches || Boolean(location.hash.match(/message=\w|shape=\w/));
  more.onclick = () => showMore();
  byId("skip").onclick = (event) => {
    event.preventDefault();
    byId(feed.hidden ? "picture-title" : "feed-title").focus();
  };
  Object.assign(byId("print"), { hidden: false, onclick: print });
  cards.onclick = (event) => { lastLink = event.target.closest("a.go, a.shot"); };
  const code = byId("code"), showCode = byId("show-code"), phone = byId("phone");
  if (code) {
    showCode.hidden = false;
    showCode.onclick = () => code.showModal();
  }
  if (phone) phone.hidden = !isFile;
  history.scrollRestoration = "manual";
  addEventListener("hashchange", route);
  route();
}
