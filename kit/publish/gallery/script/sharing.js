// Sharing the picture: offered only if the browser accepts its type of file.

const TYPES = TYPES_BY_ENDING;
const loaded = new Map();
/** How long a picture is waited for before the button says so, in ms: most are there by then. */
const WAIT_MS = 150;

function fileName(picture) {
  return picture.path.split("/").pop();
}

function typeOf(picture) {
  return TYPES[picture.path.split(".").pop()];
}

/** Return the file of a picture, loaded once. */
function load(picture) {
  if (!loaded.has(picture.path)) {
    const file = fetch(picture.url).then(async (answer) => {
      if (!answer.ok) throw new Error(answer.statusText);
      return new File([await answer.blob()], fileName(picture), { type: typeOf(picture) });
    });
    file.catch(() => loaded.delete(picture.path));
    loaded.set(picture.path, file);
  }
  return loaded.get(picture.path);
}

/** Return whether the browser hands some pictures to other programs at once. */
function areShared(some) {
  const samples = some.map((picture) => new File(["-"], fileName(picture), { type: typeOf(picture) }));
  return !isFile && !data.overview && !some.some(({ pdf }) => pdf) && Boolean(navigator.canShare?.({ files: samples }));
}

/** Return whether the browser hands a picture to other programs. */
function isShared(picture) {
  return areShared([picture]);
}

/** Return the button that shares a picture, or nothing. With text beside the file, some phones drop the file. */
function sharer(picture, className = "") {
  return sharerOf([picture], picture, words.share, className);
}

/** Return the button that shares the whole series of a picture at once, or nothing. */
function seriesSharer(picture) {
  const series = seriesOf(picture);
  return series.length > 1 ? sharerOf(series, picture, words.share_series, "quiet") : undefined;
}

/** Return the pictures of the series that a picture is of, in order; those of a countdown have days of their own. */
function seriesOf({ message, language, placement, number, day }) {
  if (!number || day) return [];
  const series = pictures.filter((one) => one.message === message && one.language === language && one.placement === placement);
  return series.sort((one, other) => one.number - other.number);
}

/** Return the button that shares some pictures and copies what one of them is posted with, or nothing. */
function sharerOf(some, picture, act, className) {
  if (!areShared(some)) return undefined;
  const made = named(button(act, () => share(some, picture, made), className), picture);
  made.onpointerdown = () => { Promise.all(some.map(load)).catch(() => {}); };
  return made;
}

/** Share some pictures, and copy what goes beside one; while they are fetched, the button says so and does nothing. */
async function share(some, picture, pressed) {
  if (pressed.getAttribute("aria-busy") === "true") return;
  const { text, copied, shared } = besideOf(picture);
  if (text) copy(text).then(() => showStatus(copied), () => {});
  try {
    await navigator.share({ files: await fetched(some, pressed) });
    showStatus(shared);
  } catch (error) {
    if (error.name !== "AbortError") showStatus(error.name === "NotAllowedError" ? words.share_again : words.share_failed);
  }
}

/** Return the files of some pictures; a button that waits for them says so. */
async function fetched(some, pressed) {
  const act = pressed.textContent;
  const waiting = setTimeout(() => { pressed.textContent = words.fetching; }, WAIT_MS);
  pressed.setAttribute("aria-busy", "true");
  try {
    return await Promise.all(some.map(load));
  } finally {
    clearTimeout(waiting);
    pressed.removeAttribute("aria-busy");
    pressed.textContent = act;
  }
}

/** Return the button that copies the picture itself, or nothing: clipboards accept only PNG. */
function pictureCopier(picture) {
  if (isFile || data.overview || !navigator.clipboard?.write || !globalThis.ClipboardItem) return undefined;
  const put = async () => {
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": load(picture).then(asPng) })]);
      showStatus(words.picture_copied);
    } catch {
      showStatus(words.copy_picture_failed);
    }
  };
  return button(words.copy_picture, put, "quiet");
}

async function asPng(file) {
  if (file.type === "image/png") return file;
  const bitmap = await createImageBitmap(file);
  const canvas = make("canvas", { width: bitmap.width, height: bitmap.height });
  canvas.getContext("2d").drawImage(bitmap, 0, 0);
  return new Promise((done) => { canvas.toBlob(done, "image/png"); });
}
