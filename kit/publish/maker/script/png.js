// PNG with a palette (https://www.w3.org/TR/png-3/): a canvas writes four to eleven times the bytes.

const CRCS = Uint32Array.from({ length: 256 }, (_, start) => {
  let value = start;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

function crc(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = CRCS[(value ^ byte) & 255] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

function joinedBytes(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function big(number) {
  return Uint8Array.of(number >>> 24, number >>> 16, number >>> 8, number);
}

const asciiOf = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

function chunkOf(name, bytes) {
  const named = joinedBytes(asciiOf(name), bytes);
  return joinedBytes(big(bytes.length), named, big(crc(named)));
}

/** Return a PNG file of the pixels of a picture, which is opaque, with a text inside. */
async function pngOf({ data: pixels, width, height }, xmp) {
  const { entries, indexes } = indexed(new Uint32Array(pixels.buffer), width, height);
  const rows = new Uint8Array((width + 1) * height);
  for (let row = 0; row < height; row += 1) rows.set(indexes.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  const table = Uint8Array.from(entries.flatMap((colour) => [colour & 255, (colour >>> 8) & 255, (colour >>> 16) & 255]));
  const text = joinedBytes(asciiOf("XML:com.adobe.xmp\0\0\0\0\0"), new TextEncoder().encode(xmp));
  return joinedBytes(
    Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10),
    chunkOf("IHDR", joinedBytes(big(width), big(height), Uint8Array.of(8, 3, 0, 0, 0))), chunkOf("sRGB", Uint8Array.of(0)),
    chunkOf("PLTE", table), chunkOf("iTXt", text), chunkOf("IDAT", await streamed(rows, new CompressionStream("deflate"))),
    chunkOf("IEND", new Uint8Array()),
  );
}

const MOST = 256;
/** The order in which neighbouring pixels take the entries of a mix. */
const TURNS = [0, 2, 3, 1];

/** Return the palette of a picture, and the number of its entry for each pixel. */
function indexed(pixels, width, height) {
  const counts = new Map();
  let run = 0, last = pixels[0];
  for (const pixel of pixels) {
    if (pixel === last) run += 1;
    else {
      counts.set(last, (counts.get(last) ?? 0) + run);
      [last, run] = [pixel, 1];
    }
  }
  counts.set(last, (counts.get(last) ?? 0) + run);
  const colours = [...counts].map(([colour, count]) => ({ colour, count, at: [colour & 255, (colour >>> 8) & 255, (colour >>> 16) & 255] }));
  const entries = colours.length <= MOST ? colours.map(({ at }) => at) : paletteOf(colours, pixels.length);
  const mixes = new Map(colours.map(({ colour, at }) => [colour, mixOf(at, entries)]));
  const indexes = new Uint8Array(pixels.length);
  let before, mix;
  for (let row = 0, at = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1, at += 1) {
      if (pixels[at] !== before) [before, mix] = [pixels[at], mixes.get(pixels[at])];
      indexes[at] = mix[TURNS[(row & 1) * 2 + (column & 1)]];
    }
  }
  return { entries: entries.map(([red, green, blue]) => red | (green << 8) | (blue << 16)), indexes };
}

/** Return a palette for colours with their counts: the flat ones as they are, the others by halving their boxes. */
function paletteOf(colours, all) {
  const sorted = [...colours].sort((one, other) => other.count - one.count);
  const flat = sorted.slice(0, 24).filter(({ count }) => count > all / 400);
  const rest = sorted.slice(flat.length), boxes = [boxOf(rest)];
  while (boxes.length < MOST - flat.length) {
    const worst = boxes.reduce((best, box, index) => (box.error > boxes[best].error ? index : best), 0);
    if (boxes[worst].error <= 0) break;
    boxes.splice(worst, 1, ...halved(boxes[worst]));
  }
  return [...flat.map(({ at }) => at), ...boxes.map(({ mean }) => mean.map(Math.round))];
}

/** Return a box of colours with their mean, and how far they are from it; many pixels count less than in proportion. */
function boxOf(colours) {
  let weight = 0;
  const mean = [0, 0, 0], square = [0, 0, 0];
  for (const { count, at } of colours) {
    const by = count ** 0.6;
    weight += by;
    for (let channel = 0; channel < 3; channel += 1) {
      mean[channel] += by * at[channel];
      square[channel] += by * at[channel] ** 2;
    }
  }
  const spread = mean.map((sum, channel) => square[channel] - sum ** 2 / weight);
  const axis = spread.indexOf(Math.max(...spread));
  return { colours, mean: mean.map((sum) => sum / weight), axis, error: colours.length > 1 ? spread[axis] : 0 };
}

/** Return two boxes of a box, divided at its mean. */
function halved({ colours, mean, axis }) {
  const low = colours.filter(({ at }) => at[axis] <= mean[axis]), high = colours.filter(({ at }) => at[axis] > mean[axis]);
  return low.length && high.length ? [boxOf(low), boxOf(high)] : [boxOf(low.length ? low : high)].map((box) => ({ ...box, error: 0 }));
}

/** Return four entries whose mean is near a colour: one four times, or neighbours that are at most three levels off. */
function mixOf(at, entries) {
  const far = entries.map((entry, index) => [distance(at, entry), index]).sort((one, other) => one[0] - other[0]).slice(0, 8);
  const [least, own] = far[0];
  if (least === 0 || least > 40) return [own, own, own, own];
  const near = far.filter(([, index]) => Math.max(...entries[index].map((value, channel) => Math.abs(value - at[channel]))) <= 3);
  const owed = [0, 0, 0], chosen = [];
  for (let turn = 0; turn < 4; turn += 1) {
    let best = own, cost = Infinity;
    for (const [, index] of near) {
      const left = entries[index].reduce((sum, value, channel) => sum + (owed[channel] + value - at[channel]) ** 2, 0);
      if (left < cost) [best, cost] = [index, left];
    }
    chosen.push(best);
    entries[best].forEach((value, channel) => { owed[channel] += value - at[channel]; });
  }
  const light = (index) => 2 * entries[index][0] + 5 * entries[index][1] + entries[index][2];
  return chosen.sort((one, other) => light(one) - light(other));
}

function distance(one, other) {
  return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2;
}
