// Sharing the picture: offered only if the browser accepts its type of file.

const TYPES = TYPES_BY_ENDING;
const loaded = new Map();

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

/** Return the button that shares a picture, or nothing. With text beside the file, some phones drop the file. */
function sharer(picture, className = "") {
  const sample = new File(["-"], fileName(picture), { type: typeOf(picture) });
  if (isFile || data.overview || !navigator.canShare?.({ files: [sample] })) return undefined;
  const share = async () => {
    copy(picture.caption).then(() => showStatus(words.caption_copied), () => {});
    try {
      await navigator.share({ files: [await load(picture)] });
      showStatus(words.shared);
    } catch (error) {
      if (error.name !== "AbortError") showStatus(error.name === "NotAllowedError" ? words.share_again : words.share_failed);
    }
  };
  const made = named(button(words.share, share, className), picture);
  made.onpointerdown = () => { load(picture).catch(() => {}); };
  return made;
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
