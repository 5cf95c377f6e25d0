// One picture.

function show(picture) {
  const title = make("h2", { id: "picture-title", tabIndex: -1 }, nameIn(picture));
  const shot = inNewPage(make("a", { className: "shot", href: picture.url }, pictureOf(picture, picture.url, "eager")));
  const there = lastFeed || hashOf({ language: picture.language, platform: picture.placement.platform });
  const back = make("a", { className: "back", href: there, textContent: words.back });
  const doing = partsOf(picture).map((part) => part(picture));
  const warning = warningOf(picture);
  const warned = warning ? [make("p", { className: "note", textContent: warning })] : [];
  view.replaceChildren(back, make("div", {}, title, meta(picture)), ...warned,
    make("div", { className: "pair" }, make("figure", {}, shot), make("div", { className: "doing" }, ...doing)));
  title.focus({ preventScroll: true });
}

/** Return the functions for the parts of a picture's page; if its day has passed, only how to take it down. */
function partsOf(picture) {
  if (isEnded()) return [reading];
  if (timeOf(picture) === "over") return [takingDown];
  return isPrint(picture) ? [having, steps] : [having, copying, steps, posting, ...isPosted(picture) ? [marking] : []];
}

/** Return how to take a picture down, and a link to what is right today: the same message, or else all pictures. */
function takingDown(picture) {
  const { message, language, placement } = picture;
  const filters = { language, message, platform: placement.platform, shape: placement.shape };
  const now = pictures.find((other) => matches(other, filters) && timeOf(other) === "now");
  const href = now ? hashOf({ picture: now.path }) : hashOf({ language, platform: placement.platform });
  const how = isPosted(picture) ? words.take_down_post : words.take_down_other;
  const to = buttonTo(href, now ? words.see_now : words.see_feed);
  return section(words.take_down_title, make("p", { textContent: how }), make("div", { className: "buttons" }, to));
}

function section(title, ...children) {
  return make("section", {}, make("h3", { textContent: title }), ...children);
}

function hint(text) {
  return make("p", { className: "meta", textContent: text });
}

/** Return the buttons to get the picture: sharing if the browser can, or else saving. */
function having(picture) {
  if (isPrint(picture)) return havingSheet(picture);
  const own = ownPhoto(picture), share = sharer(picture, own && "quiet");
  const links = [picture.pdf, picture.url].filter(Boolean).map((path) => saver(picture, path));
  if (data.overview) return section(saveWords.title, links[0]);
  links.slice(own || share ? 0 : 1).forEach((link) => link.classList.add("quiet"));
  const buttons = [own, share, seriesSharer(picture), ...links, printer(picture), pictureCopier(picture)].filter(Boolean);
  const hints = [...share ? [hint(besideOf(picture).hint)] : [], hint(saveWords.hint)];
  return section(saveWords.title, make("div", { className: "buttons" }, ...buttons), ...hints);
}

/** Return the link to where a ring is laid around a photo of one's own, or nothing. */
function ownPhoto({ placement }) {
  if (placement.id !== data.ring || data.overview) return undefined;
  return buttonTo(makerAddress("own-photo"), words.own_photo);
}

/** Return the buttons of a sheet: it is printed, or else saved for a print shop. */
function havingSheet(picture) {
  const buttons = [printer(picture, ""), saver(picture, picture.pdf || picture.url)].filter(Boolean);
  buttons.slice(1).forEach((other) => other.classList.add("quiet"));
  return section(picture.pdf ? words.print_pdf : saveWords.picture.act, make("div", { className: "buttons" }, ...buttons));
}

/** Return the link that opens a sheet in the browser for printing; from a folder, the save button does that. */
function printer(picture, className = "quiet") {
  if (!picture.pdf || isFile || data.overview) return undefined;
  return named(inNewPage(buttonTo(picture.pdf, words.print_pdf, className)), picture);
}

/** Return the link that saves a picture, or in an overview where it is. */
function saver(picture, path = picture.url) {
  if (data.overview) return zipOf(picture.placement.platform);
  const { act, done } = saveWords[path === picture.pdf ? "pdf" : "picture"];
  const link = named(buttonTo(path, act), picture);
  link.onclick = () => showStatus(done);
  return isFile ? inNewPage(link) : Object.assign(link, { download: path.split("/").pop() });
}

function copying(picture) {
  const scanned = picture.code && isPosted(picture) ? [hint(words.code_hint)] : [];
  return section(words.step_words,
    make("h4", { textContent: words.caption }), textOf(picture, "caption"), ...scanned,
    captionCopier(picture),
    make("h4", { textContent: words.alt }), textOf(picture, "alt"), hint(words.alt_hint),
    altCopier(picture, "quiet"));
}

function posting(picture) {
  const { platform: own, role } = picture.placement;
  const isPost = role === "feed";
  const groups = [{ places: FILLED, note: words.post_hint }];
  if (picture.link) groups.push({ places: PASTED, note: words.paste_hint });
  const isOpened = isPost && groups.some(({ places }) => places[own]);
  const doings = groups.sort((a, b) => (own in b.places) - (own in a.places))
    .flatMap(({ places, note }) => [hint(note), placesFor(picture, places)]);
  if (isOpened) return section(words.step_post, ...doings);
  const instead = make("p", { textContent: isPost ? fill(words.not_opened, { name: platformName(own) }) : words.no_post });
  return section(words.step_post, instead, make("h4", { textContent: words.elsewhere }), ...doings);
}

function placesFor(picture, places) {
  const own = picture.placement.platform;
  const names = Object.keys(places).sort((a, b) => (b === own) - (a === own));
  const items = names.map((place) => make("li", {}, ...[places[place](picture, place)].flat()));
  return make("ul", { className: "places" }, ...items);
}

/** Return whether a picture is posted; others are set, printed or handed out. */
function isPosted({ placement }) {
  return POSTS.includes(placement.role);
}

/** Return whether a picture goes on paper, where no words are pasted beside it. */
function isPrint({ placement }) {
  return placement.role === "print";
}

/** Return the sentences on how to use a picture, as they are written; the ones about an address only if it has one. */
function linesFor(picture) {
  if (ownPhoto(picture)) return words.steps.own_photo;
  const { placement: { id, platform, role }, link } = picture;
  const own = words.steps[id] || words.steps[`${platform}/${role}`] || (role === "feed" && words.steps[platform]);
  const lines = own || words.steps[role] || words.steps.feed;
  return link ? lines : lines.filter((line) => !line.includes(words.copy_address) && !line.includes("{address}"));
}

/** Return the sentences for a device that hands the picture to an app, where it can, or else for one that saves it. */
function stepsFor(picture) {
  const lines = linesFor(picture), has = (mark) => (line) => line.includes(mark);
  const shares = isShared(picture) && lines.some(has("{shared}"));
  const here = lines.filter((line) => !has(shares ? "{unshared}" : "{shared}")(line));
  const later = shares ? here.filter(has("{later}")) : [];
  const written = [...here.filter((line) => !later.includes(line)), ...later];
  const steps = written.map((line) => line.replace(/\{(shared|unshared|later)\}/, ""));
  return shares ? steps.map((line) => (line === "{save}" ? words.share_step : line)) : steps;
}

/** Return whether the steps of a picture use its alt text: some platforms have no field for it. */
function isAltUsed(picture) {
  return linesFor(picture).some((line) => line.includes(words.copy_alt));
}

/** Return the steps, each with the button that it names right below it. */
function steps(picture) {
  const save = saveWords[picture.pdf ? "pdf" : "picture"].step;
  const doers = [
    [words.own_photo, () => ownPhoto(picture)],
    [words.share, () => sharer(picture)],
    ["{save}", () => saver(picture, picture.pdf || picture.url)],
    [words.copy_caption, () => captionCopier(picture)],
    [words.copy_alt, () => altCopier(picture)],
    [words.copy_address, () => addressCopier(picture)],
  ];
  const values = { save, name: platformName(picture.placement.platform), ...words.shared_steps };
  const items = stepsFor(picture).map((line) => {
    const step = make("p", { textContent: fill(line, values) });
    const acts = doers.filter(([name]) => line.includes(name)).map(([, doer]) => doer()).filter(Boolean);
    acts.forEach((act) => act.classList.add("quiet"));
    return make("li", {}, step, ...acts.length > 1 ? [make("div", { className: "buttons" }, ...acts)] : acts);
  });
  const made = section(isPrint(picture) ? words.how_print : words.how, make("ol", {}, ...items));
  Object.assign(made.firstElementChild, { id: "steps-title", tabIndex: -1 });
  return made;
}
