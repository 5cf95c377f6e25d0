// The page: what is written, the choice of a shape and a picture, the preview, and what can be done with it.

const form = byId("form"), canvas = byId("picture"), small = new Map();
const chosen = { shape: undefined, layout: undefined };
let made, turn = 0, painting;
/** What the address asks for: another day than that on which the page is read, and the photo first. */
const asked = new URLSearchParams(location.hash.slice(1)), askedDay = dayIn(asked.get("day") ?? "");
const day = askedDay || today();

/** Return a day that is written as YYYY-MM-DD; empty for anything else. */
function dayIn(text) {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : "";
}

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** Show the page once all is read. */
async function start() {
  if (askedDay) byId("back").hash = `day=${askedDay}`;
  try {
    await prepareAll();
  } catch {
    byId("too-old").hidden = false;
    return;
  }
  if (isOver(data) || !shapesNow().length) {
    byId("ended").textContent = fill(words.ended, { day: written(data.last) });
    byId("ended").hidden = false;
  } else {
    await begin();
  }
  document.documentElement.dataset.ready = "yes";
  addEventListener("hashchange", () => location.reload()); // another day, or the photo, is asked for
}

/** Show the form, with what may be filled on the day. */
async function begin() {
  [chosen.shape] = shapesNow();
  chosen.layout = packed.drawings[drawingsOfShape()[0]].layout;
  showShapes();
  form.hidden = false;
  form.oninput = () => { painting = update(); };
  byId("save").onclick = () => deliver(save);
  byId("share").onclick = () => deliver(share);
  byId("copy-caption").onclick = () => copy(made.caption, words.caption_copied);
  byId("copy-alt").onclick = () => copy(made.alt, words.alt_copied);
  byId("share").hidden = !canShare(new File(["-"], "picture.png", { type: "image/png" }));
  painting = update();
  await painting;
  startPhoto();
  if (asked.has("own-photo")) showPhotoFirst();
}

/** Return whether the last day of a picture, or of the campaign, is over. */
function isOver({ last }) {
  return last !== "" && last < day;
}

function written(date) {
  const form = { dateStyle: "long", timeZone: "UTC" };
  return date && new Intl.DateTimeFormat(words.dates, form).format(new Date(date)).replaceAll(" ", "\u00a0");
}

/** Return the shapes of the pictures whose day is not over. */
function shapesNow() {
  return Object.keys(data.shapes).filter((shape) => packed.drawings.some((one) => one.shape === shape && !isOver(one)));
}

function showShapes() {
  byId("shapes").append(...shapesNow().map((shape) => {
    const input = make("input", { type: "radio", name: "shape", value: shape, checked: shape === chosen.shape });
    return make("label", {}, input, words.shapes[shape]);
  }));
}

/** Return the numbers of the drawings of the chosen shape whose day is not over. */
function drawingsOfShape() {
  return packed.drawings.flatMap((drawing, index) => (drawing.shape === chosen.shape && !isOver(drawing) ? [index] : []));
}

/** Judge what is written, and paint it if nothing is wrong with it. */
async function update() {
  Object.assign(chosen, { shape: form.elements.shape.value, layout: form.elements.layout?.value || chosen.layout });
  const mine = (turn += 1), sentence = cleaned(byId("sentence").value), name = cleaned(byId("group").value);
  if (!drawingsOfShape().some((one) => packed.drawings[one].layout === chosen.layout)) chosen.layout = packed.drawings[drawingsOfShape()[0]].layout;
  showLayouts();
  const index = drawingsOfShape().find((one) => packed.drawings[one].layout === chosen.layout);
  const drawing = packed.drawings[index], signed = name && fill(words.signed, { name });
  const free = setFree(drawing, sentence || words.sample, signed || fill(words.signed, { name: words.sample_name }));
  const wrong = judge(drawing, sentence, name, signed, free);
  byId("reason").textContent = wrong.reason;
  byId(wrong.of === "sentence" ? "hint" : "group").closest("p").after(byId("reason"));
  byId("sentence").setAttribute("aria-invalid", String(wrong.of === "sentence"));
  byId("group").setAttribute("aria-invalid", String(wrong.of === "group"));
  const isReady = !wrong.reason && Boolean(sentence && name);
  for (const id of ["save", "share", "copy-caption", "copy-alt"]) byId(id).disabled = !isReady;
  made = isReady ? textsOf(drawing, sentence, name, signed) : undefined;
  byId("caption").textContent = made?.caption ?? "";
  byId("alt").textContent = made?.alt ?? "";
  byId("texts").hidden = !made;
  canvas.setAttribute("aria-label", made?.alt ?? drawing.name);
  canvas.classList.toggle("sample", !isReady);
  if (wrong.reason) return;
  const next = make("canvas", { lang: data.language });
  await paint(next, index, free);
  if (mine !== turn) return;
  Object.assign(canvas, { width: next.width, height: next.height });
  canvas.getContext("2d", { willReadFrequently: true }).drawImage(next, 0, 0);
  canvas.dataset.painted = `${index} ${sentence}`;
}

/** Return why a picture can't be made, and which of the two fields is wrong. */
function judge(drawing, sentence, name, signed, [[, , below], [, , above]]) {
  const ofSentence = sentence && reasonAgainst(sentence), ofName = name && reasonAgainst(name);
  if (ofSentence) return { of: "sentence", reason: ofSentence };
  if (ofName) return { of: "group", reason: ofName };
  if (sentence && !above) return { of: "sentence", reason: words.too_long };
  if (name && !below) return { of: "group", reason: words.too_long };
  if (!sentence) return { of: "", reason: "" };
  const lines = [...above.rows, ...(name ? below.rows : [])].map((row) => row.plain);
  const reason = reasonAgainstLines([sentence, `${sentence} ${signed ?? ""}`, `${above.rows.at(-1).plain} ${drawing.below}`], [...lines, drawing.below]);
  return { of: reason ? "sentence" : "", reason: reason ?? "" };
}

function textsOf(drawing, sentence, name, signed) {
  const alt = `${withWords(drawing.alt, sentence, signed)} ${words.made_by}`, caption = withWords(drawing.caption, sentence, signed);
  return { alt, caption, xmp: xmpOf({ sentence, alt, caption, name }) };
}

/** Return the texts inside a file, which names an author if there is a `name`. */
function xmpOf(texts) {
  const packet = packed.xmp[texts.name ? 1 : 0];
  return Object.entries(texts).reduce((xmp, [name, text]) => xmp.replaceAll(data.marks[name], () => xmlText(text)), packet);
}

/** Show a small picture of each layout in the chosen shape. */
function showLayouts() {
  const list = byId("layouts");
  if (list.dataset.shape === chosen.shape) return;
  list.dataset.shape = chosen.shape;
  list.replaceChildren(...drawingsOfShape().map((index) => {
    const { layout, name } = packed.drawings[index];
    const input = make("input", { type: "radio", name: "layout", value: layout, checked: layout === chosen.layout });
    const image = make("img", { alt: name, src: "" });
    imageOf(index).then(({ src }) => { image.src = src; });
    return make("label", {}, input, image);
  }));
}

/** Make the file of the picture, and hand it on. */
async function deliver(act) {
  await painting;
  if (!made) return;
  const { shape } = packed.drawings.find((one) => one.layout === chosen.layout && one.shape === chosen.shape);
  const name = `${data.kit}-own-words-${chosen.layout}-${shape}`;
  const file = await fileOf(canvas, data.shapes[shape], made.xmp, name);
  const address = shape === "story" && /https?:\/\/\S+/.exec(made.caption)?.[0];
  if (address) copy(address, words.address_copied);
  else copy(made.caption, words.caption_copied);
  await act(file, address ? words.shared_address : words.shared);
  if (act === save) showStatus(words.saved);
}

start();
