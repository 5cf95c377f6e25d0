// The feed: a card for each message, with a choice of its shapes.

/** How many cards are made at a time, and the most shapes that are shown as buttons. */
const SLICE = 24, BUTTONS = 6;
const waiting = [];
let lists = 0;

/** Return a card for pictures of one message, the recommended one first; the first card is visible at once. */
function card(group, index) {
  const shot = make("div"), acts = make("div", { className: "card-text" });
  const draw = (picture) => {
    shot.replaceChildren(shotOf(picture, index ? "lazy" : "eager"));
    if (!isEnded()) acts.replaceChildren(...actions(picture));
  };
  draw(group[0]);
  const flag = isEnded() ? "" : flagOf(group[0], !index);
  const flags = flag ? [make("p", { className: "flag", textContent: flag })] : [];
  if (!isEnded() && arePosted(group)) flags.push(make("p", { className: "flag done", textContent: words.posted_flag }));
  const title = isEnded() ? lookedAt(group[0]) : make("h3", {}, nameIn(group[0]));
  const head = make("div", { className: "card-text head-of-card" }, ...flags, title);
  const choosing = make("div", { className: "card-text" }, shapes(group, draw));
  return make("li", { className: "card" }, shot, head, choosing, acts);
}

function shotOf(picture, loading) {
  const href = hashOf({ picture: picture.path });
  const image = pictureOf(picture, picture.thumbnail, loading);
  loadFullOnSave(image, picture);
  return make("a", { href, className: "shot", tabIndex: -1 }, image);
}

/** Return the control that selects one picture of a card. */
function shapes(group, draw) {
  if (group.length < 2) return meta(group[0]);
  const legend = fill(words.shape_of, { title: titleOf(group[0]) });
  return group.length > BUTTONS ? list(group, legend, draw) : radios(group, legend, draw);
}

function radios(group, legend, draw) {
  const name = `shape-${lists += 1}`;
  const labels = group.map((picture, index) => {
    const input = make("input", { type: "radio", name, checked: !index, onchange: () => draw(picture) });
    const marks = !index && isBest(picture) ? [" ", best()] : [];
    return make("label", {}, input, make("span", {}, optionOf(picture), ...marks));
  });
  const title = make("legend", { className: "unseen", textContent: legend });
  return make("fieldset", { className: "shapes" }, title, ...labels);
}

/** Tell whether the first shape of a card is the best one for a post: on a platform that is chosen, and in its feed. */
function isBest({ placement: { platform, role } }) {
  return !isEnded() && choice.platform.value === platform && role === "feed" && !CHATS.includes(platform);
}

function best() {
  return make("small", { textContent: words.best });
}

function list(group, legend, draw) {
  const options = group.map((picture, value) => make("option", { value, textContent: optionOf(picture) }));
  const select = make("select", { autocomplete: "off", onchange: () => draw(group[select.value]) }, ...options);
  return make("label", {}, make("span", { className: "unseen", textContent: legend }), select);
}

/** Return the name of a shape if a platform is chosen, and if not. */
function optionOf(picture) {
  return choice.platform.value ? placementName(picture.placement) : sizeOf(picture);
}

function actions(picture) {
  const own = ownPhoto(picture), share = sharer(picture, own && "quiet");
  const copiers = isPrint(picture) ? [] : [besideOf(picture).copier?.(picture, "quiet"), isAltUsed(picture) && altCopier(picture, "quiet")];
  const print = isPrint(picture) && printer(picture, "");
  const save = saver(picture, picture.pdf || picture.url);
  if (own || share || print) save.classList.add("quiet");
  const buttons = [own, share, print, save, ...copiers];
  const href = hashOf({ picture: picture.path, at: "steps" });
  const go = make("a", { href, className: "go", textContent: isPrint(picture) ? words.open_print : words.open });
  return [make("div", { className: "buttons" }, ...buttons.filter(Boolean)), named(go, picture)];
}

/** Return the image of a picture from one of its files; the thumbnail is enough for viewing. */
function pictureOf(picture, src, loading) {
  const { width, height } = picture.placement;
  const { alt, language: lang } = picture;
  const onerror = loading === "eager" ? sayAlone : null;
  return make("img", { loading, decoding: "async", width, height, alt, lang, dir: directionOf(lang), onerror, src });
}

/** The first picture is not there: the page was opened by itself, from a zip that was not unpacked or by a file manager. */
function sayAlone() {
  byId("alone").hidden = location.protocol.startsWith("http");
  document.body.classList.toggle("alone", !byId("alone").hidden); // what lies beside the page is not offered
}

function titleOf(picture) {
  if (picture.day) return picture.counted ?? fill(words.counted, picture);
  return picture.number ? fill(words.series, picture) : picture.title;
}

/** Return a button or link whose name includes its picture, so that a list of them makes sense. */
function named(element, picture) {
  const name = fill(words.named, { act: element.textContent, title: titleOf(picture), place: sizeOf(picture) });
  element.setAttribute("aria-label", name);
  return element;
}

function nameIn(picture) {
  return titled(titleOf(picture), picture.language);
}

function sizeOf({ placement }) {
  return fill(words.place, { platform: platformName(placement.platform), placement: placementName(placement) });
}

function meta(picture) {
  const { width, height } = picture.placement;
  const size = make("bdi", { dir: "ltr", textContent: `${width} × ${height}` });
  return make("p", { className: "meta" }, `${sizeOf(picture)} · `, size);
}

/** Return a text of a picture as people read it: its caption or its alt text. */
function textOf(picture, name) {
  const { language: lang, [name]: text } = picture;
  return make("p", { className: "words", lang, dir: directionOf(lang) }, ...ordered(text, data.places[text] ?? []));
}

function showMore(count = SLICE) {
  cards.append(...waiting.splice(0, count).map(card));
  more.hidden = waiting.length === 0;
  near.unobserve(more);
  near.observe(more);
}

const near = new IntersectionObserver((entries) => {
  if (entries.some((entry) => entry.isIntersecting) && waiting.length) showMore();
}, { rootMargin: "600px" });

function showFeed(hash) {
  for (const [name, select] of Object.entries(choice)) {
    select.value = hash.get(name) ?? usual[name] ?? select.options[0].value;
    if (select.selectedIndex < 0) select.selectedIndex = 0;
  }
  if (document.activeElement !== search) search.value = hash.get("words") ?? "";
  if (lastFeed === chosen() && lastDay === day) return false;
  [lastFeed, lastDay] = [chosen(), day];
  const found = pictures.filter(isChosen);
  const groups = grouped(isEnded() ? found : found.filter((picture) => timeOf(picture) === "now"));
  const posts = postsToday(), ranks = new Map(groups.map((group) => [group, rankOf(group[0], posts)]));
  groups.sort((one, other) => ranks.get(one) - ranks.get(other));
  showOver(isEnded() ? [] : found.filter((picture) => timeOf(picture) === "over"));
  showPlan();
  byId("feed-title").textContent = groups.length ? fill(words.count, { count: groups.length }) : words.none;
  byId("nothing").hidden = groups.length > 0;
  if (!groups.length) showEmptyState();
  waiting.splice(0, waiting.length, ...groups);
  cards.replaceChildren();
  showMore();
  return true;
}

function isChosen(picture) {
  return isSought(picture) && matches(picture, Object.fromEntries(Object.entries(choice).map(([name, select]) => [name, select.value])));
}

function matches({ language, message, placement }, filters) {
  const is = (name, value) => ["", value].includes(filters[name]);
  return language === filters.language && is("platform", placement.platform) && is("message", message) && is("shape", placement.shape);
}

/** Return pictures by message and number in a series, in the order of first appearance. */
function grouped(found) {
  const groups = new Map();
  for (const picture of found) {
    const key = `${picture.message} ${picture.number}`;
    groups.set(key, [...groups.get(key) ?? [], picture]);
  }
  return [...groups.values()];
}

function chosen() {
  const filters = Object.fromEntries(Object.entries(choice).map(([name, select]) => [name, select.value]));
  return hashOf(search.value.trim() ? { ...filters, words: search.value.trim() } : filters);
}
