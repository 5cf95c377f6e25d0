// The drawings of the page: unpacked once, each made into an image when it is first seen.

let packed;
const images = new Map();

/** Read fonts and drawings; fails in a browser that is too old. */
async function prepareAll() {
  const faces = data.faces.map((file, index) => new FontFace(`maker-${index}`, bytesOf(file).buffer));
  await Promise.all(faces.map((face) => face.load()));
  faces.forEach((face) => document.fonts.add(face));
  const text = new TextDecoder().decode(await streamed(bytesOf(data.packed), new DecompressionStream("deflate-raw")));
  packed = JSON.parse(text);
  data.sets = packed.sets;
}

/** Return the text of a drawing, in which long parts are written as numbers. */
function svgOf(index) {
  const quoted = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
  return packed.svgs[index].replace(/\u0001(\d+)\u0001/g, (_, number) => quoted(packed.texts[number]));
}

/** Return the image of a drawing, loaded once. */
function imageOf(index) {
  if (!images.has(index)) {
    const image = make("img");
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgOf(index))}`;
    images.set(index, image.decode().then(() => image));
  }
  return images.get(index);
}

/** Return the free words of a picture as they are set; nothing in place of what is too long. */
function setFree(drawing, sentence, signed) {
  const first = sentence ? setWords(sentence, drawing.sentence) : undefined;
  let slot = drawing.signed;
  if (slot.follows && first) {
    const [x0, y0, x1, y1] = slot.box, end = Math.max(...first.rows.map((row) => row.ink[3])) + slot.follows;
    if (end < y0) slot = { ...slot, box: [x0, end, x1, end + y1 - y0] };
  }
  return [[slot.set, slot.colour, signed ? setWords(signed, slot) : undefined], [drawing.sentence.set, drawing.sentence.colour, first]];
}

/** Paint a picture on a canvas in its full size. */
async function paint(canvas, index, free) {
  const image = await imageOf(index), [width, height] = data.shapes[packed.drawings[index].shape].size;
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0, width, height);
  for (const [set, colour, words_] of free) {
    for (const row of words_?.rows ?? []) drawRow(context, row, words_.size, set, colour);
  }
}
