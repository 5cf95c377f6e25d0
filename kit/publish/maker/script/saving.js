// The files that people save or share: the picture with its texts inside, caption and alternative text.

/** Return a text of a drawing with what was written in it. */
function withWords(text, sentence, signed) {
  const { sentence: first, signed: second } = data.marks, ended = (one) => (/[.!?…:;\u061b]$/u.test(lastMark(one)) || endsSentence(one) ? one : `${one}.`);
  const put = (mark, one) => (whole) => whole.replaceAll(`${mark}.`, ended(one)).replaceAll(mark, one);
  return put(second, signed)(put(first, sentence)(text.replace(`${first} ${second}`, `${first}. ${second}`)));
}

function xmlText(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** Return the file of a canvas in the format of its shape, in no more bytes than its platforms take. */
async function fileOf(canvas, shape, xmp, name) {
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height), most = shape.bytes || Infinity;
  const kept = new File([], "");
  if (shape.format === "png") {
    const bytes = await pngOf(pixels, xmp);
    if (bytes.length <= most) return new File([bytes], `${name}.png`, { type: "image/png" });
  }
  for (const tables of data.jpeg) {
    const bytes = jpegOf(pixels, tables, xmp);
    if (bytes.length <= most) return new File([bytes], `${name}.jpg`, { type: "image/jpeg" });
  }
  return kept;
}

function save(file) {
  const link = make("a", { href: URL.createObjectURL(file), download: file.name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function canShare(file) {
  return Boolean(navigator.canShare?.({ files: [file] }));
}

/** Share a file, and say what is then to be done. */
async function share(file, said) {
  try {
    await navigator.share({ files: [file] });
    showStatus(said);
  } catch (error) {
    if (error.name !== "AbortError") showStatus(words.share_failed);
  }
}

async function copy(text, done) {
  const area = make("textarea", { value: text, readOnly: true, className: "copying" });
  document.body.append(area);
  area.select();
  area.setSelectionRange(0, text.length);
  const isDone = document.execCommand("copy");
  area.remove();
  try {
    if (!isDone) await navigator.clipboard.writeText(text);
    showStatus(done);
  } catch {
    showStatus(words.copy_failed);
  }
}
