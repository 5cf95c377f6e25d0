// The campaign's ring around one's own photo, which stays on the device.

let photo;

function startPhoto() {
  if (!data.ring) return;
  byId("own-photo").hidden = false;
  byId("photo").onchange = async ({ target }) => {
    photo = target.files[0] && await opened(target.files[0]);
    await showRing();
    byId("ring-view").scrollIntoView({ block: "nearest" });
  };
  byId("signer").oninput = showRing;
  byId("save-photo").onclick = () => deliverPhoto(save);
  byId("share-photo").onclick = () => deliverPhoto(share);
  byId("share-photo").hidden = byId("share").hidden;
  showRing();
}

/** Put the photo above the sentence, for who came for it; it was hidden when the browser looked for the address's part. */
function showPhotoFirst() {
  form.before(byId("own-photo"));
  byId("own-photo").scrollIntoView();
}

/** Return the pixels of a photo, upright; nothing, and why, if the browser can't open it. */
async function opened(file) {
  byId("photo-reason").textContent = "";
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    byId("photo-reason").textContent = fill(words.photo_wrong, { name: file.name });
    return undefined;
  }
}

/** Return the words of the ring and the name above them, as they are set, and why a name is refused. */
function signature() {
  const name = cleaned(byId("signer").value), { ring } = data, wrong = name && reasonAgainst(name);
  const above = name && !wrong ? setWords(name, ring.named) : undefined;
  const text = name ? fill(words.signed_by, { words: ring.words, name }) : ring.words;
  return { text, rows: [[ring.slot, setWords(ring.words, ring.slot)], [ring.named, above]], reason: wrong || (name && !above ? words.too_long : "") };
}

/** Show the photo in its ring, or the ring alone, so that its words are seen before there is a photo. */
async function showRing() {
  const ring = await imageOf(data.ring.drawing);
  const { text, rows, reason } = signature(), canvas = byId("ring"), [width, height] = data.ring.size;
  if (photo || reason) byId("photo-reason").textContent = reason;
  for (const id of ["save-photo", "share-photo"]) byId(id).disabled = !photo || reason !== "";
  if (reason) return;
  Object.assign(canvas, { width, height });
  canvas.setAttribute("aria-label", fill(words.photo_alt, { words: text }));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(ring, 0, 0, width, height);
  const behindName = `rgb(${[...context.getImageData(...DARK.map((part) => Math.round(part * width)), 1, 1).data.slice(0, 3)].join()})`;
  if (photo) drawPhoto(context, width, height);
  if (rows[1][1]) drawSegment(context, width, height, behindName);
  context.drawImage(ring, 0, 0, width, height);
  for (const [slot, set] of rows) {
    for (const row of set?.rows ?? []) drawRow(context, row, set.size, slot.set, slot.colour);
  }
  if (photo) canvas.dataset.painted = text;
}

/** Draw the middle of the photo so that it fills the picture. */
function drawPhoto(context, width, height) {
  const scale = Math.max(width / photo.width, height / photo.height), [across, down] = [width / scale, height / scale];
  context.imageSmoothingQuality = "high";
  context.drawImage(photo, (photo.width - across) / 2, (photo.height - down) / 2, across, down, 0, 0, width, height);
}

/** A place of the ring where no light falls, and where the ground of a name begins, in parts of the picture. */
const DARK = [0.9, 0.25], SEGMENT = 0.765;

/** Draw the ground of a name: the foot of the circle inside the ring. */
function drawSegment(context, width, height, colour) {
  context.save();
  context.beginPath();
  context.arc(width / 2, height / 2, width * 0.404, 0, 2 * Math.PI);
  context.clip();
  context.fillStyle = colour;
  context.fillRect(0, SEGMENT * height, width, height);
  context.restore();
}

/** Hand the picture on: its pixels alone, without anything else that was in the file of the photo. */
async function deliverPhoto(act) {
  const ring = byId("ring"), alt = `${fill(words.photo_alt, { words: signature().text })} ${words.made_by}`;
  const pixels = ring.getContext("2d").getImageData(0, 0, ring.width, ring.height);
  const bytes = jpegOf(pixels, data.jpeg[0], xmpOf({ sentence: signature().text, alt, caption: "" }));
  await act(new File([bytes], `${data.kit}-ring.jpg`, { type: "image/jpeg" }), words.shared_alone);
  if (act === save) showStatus(words.saved);
}
