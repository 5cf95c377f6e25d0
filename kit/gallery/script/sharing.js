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

/** Return whether the browser hands a picture to other programs. */
function isShared(picture) {
  const sample = new File(["-"], fileName(picture), { type: typeOf(picture) });
  return !picture.pdf && !isFile && !data.overview && Boolean(navigator.canShare?.({ files: [sample] }));
}

/** Return the button that shares a picture, or nothing. With text beside the file, some phones drop the file. */
function sharer(picture, className = "") {
  if (!isShared(picture)) return undefined;
  const made = named(button(words.share, () => share(picture, made), className), picture);
  made.onpointerdown = () => { load(picture).catch(() => {}); };
  return made;
}

/** Share a picture; while it is fetched, the button says so and does nothing. */
async function share(picture, pressed) {
  if (pressed.getAttribute("aria-busy") === "true") return;
  const { text, copied, shared } = besideOf(picture);
  if (text) copy(text).then(() => showStatus(copied), () => {});
  try {
    await navigator.share({ files: [await fetched(picture, pressed)] });
    showStatus(shared);
  } catch (error) {
    if (error.name !== "AbortError") showStatus(error.name === "NotAllowedError" ? words.share_again : words.share_failed);
  }
}

/** Return the file of a picture; a button that waits for it says so. */
async function fetched(picture, pressed) {
  const waiting = setTimeout(() => { pressed.textContent = words.fetching; }, WAIT_MS);
  pressed.setAttribute("aria-busy", "true");
  try {
    return await load(picture);
  } finally {
    clearTimeout(waiting);
    pressed.removeAttribute("aria-busy");
    pressed.textContent = words.share;
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
