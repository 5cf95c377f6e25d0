// Where the lines of fitted words are. This is what kit/compose/word_outlines.py does.

const OPTICAL_FROM = 56, INK_SLACK = 1;

function placeLines(paragraph, slot, frame, { size, lines }) {
  const [, y0, , y1] = slot.box, down = slot.align[1], step = frame.lead * size;
  const block = heightOf(frame, lines.length) * size, ascent = frame.ascent * size;
  let first = y1 - block + ascent;
  if (down === "top") first = y0 + ascent;
  else if (down === "bottom" && slot.fit === "fill" && lines.length === 1) {
    first = y1 - (frame.descent * (y1 - y0)) / (frame.ascent + frame.descent);
  } else if (down === "middle") {
    const top = slot.fit === "fill" ? frame.ascent : data.sets[slot.set].capital;
    const middle = (y0 + y1) / 2 + (top * size - step * (lines.length - 1)) / 2;
    first = Math.max(y0 + ascent, Math.min(middle, y1 - block + ascent));
  }
  return lines.map(([start, end], index) => {
    const line = lineOf(paragraph, start, end), indent = index === 0 ? 0 : frame.hang * size;
    const x = keptIn(startOf(line, slot, size, indent), line, slot.box, size);
    const y = first + index * step;
    return { ...line, x, y, ink: [x + line.left * size, y - line.up * size, x + line.right * size, y + line.down * size] };
  });
}

/** Return a line: the parts that are drawn, each with its offset in em, its width, and where its ink reaches. */
function lineOf(paragraph, start, end) {
  const { text, slot, isolates } = paragraph, { set, tracking } = slot, stop = start + text.slice(start, end).trimEnd().length;
  const plain = text.slice(start, stop), drawn = isolated(text, start, stop, isolates);
  const whole = { width: widthOf(drawn, set), ...inkOf(drawn, set) };
  if (!tracking || data.rtl) return { plain, parts: [[drawn, 0]], ...whole };
  const parts = [];
  let before = "";
  chunksOf(plain, set, tracking).forEach((chunk, index) => {
    const x = widthOf(before + chunk, set) - widthOf(chunk, set) + index * tracking;
    parts.push([chunk, x]);
    before += chunk;
  });
  const shifted = (parts.length - 1) * tracking;
  return { plain, parts, ...whole, width: whole.width + shifted, right: whole.right + shifted };
}

function startOf(line, slot, size, indent) {
  const [x0, , x1] = slot.box, across = slot.align[0];
  const byInk = slot.optical || (across === (slot.mirrored ? "right" : "left") && size >= OPTICAL_FROM);
  if (across === "left") return x0 + indent - (byInk ? line.left * size : 0);
  if (across === "right") return x1 - (byInk ? line.right : line.width) * size;
  return (x0 + x1) / 2 - (line.width * size) / 2;
}

function keptIn(x, line, [x0, , x1], size) {
  const left = x + line.left * size, right = x + line.right * size;
  if (left < x0 - INK_SLACK) return x + x0 - left;
  return right > x1 + INK_SLACK ? x + Math.max(x1 - right, x0 - left) : x;
}

/** Return the factor by which ink must shrink to fit its box; 1 if it fits. */
function inside(rows, [x0, y0, x1, y1]) {
  const ink = [
    Math.min(...rows.map((row) => row.ink[0])), Math.min(...rows.map((row) => row.ink[1])),
    Math.max(...rows.map((row) => row.ink[2])), Math.max(...rows.map((row) => row.ink[3])),
  ];
  const fitsIn = ink[0] >= x0 - INK_SLACK && ink[1] >= y0 - INK_SLACK && ink[2] <= x1 + INK_SLACK && ink[3] <= y1 + INK_SLACK;
  if (fitsIn) return 1;
  return Math.min(0.98, (x1 - x0) / Math.max(ink[2] - ink[0], 1), (y1 - y0) / Math.max(ink[3] - ink[1], 1));
}

/** How many px of a small picture an em has in which the distance of lines is measured, column by column. */
const FINE = 64;

/** Return the least vertical distance of ink between neighbouring lines, in em; infinite if none is near. */
function leastGap(rows, size, slot) {
  let least = Infinity;
  for (let index = 1; index < rows.length; index += 1) {
    const [above, below] = [rows[index - 1], rows[index]];
    if ((below.ink[1] - above.ink[3]) / size < FAR) least = Math.min(least, gapBetween(above, below, size, slot));
  }
  return least;
}

function gapBetween(above, below, size, slot) {
  const left = Math.min(above.ink[0], below.ink[0]), width = Math.ceil(((Math.max(above.ink[2], below.ink[2]) - left) / size) * FINE) + 2;
  const lows = edgesOf(above, left, size, slot, width, true), highs = edgesOf(below, left, size, slot, width, false);
  let least = Infinity;
  lows.forEach((low, column) => {
    for (const other of [column - 1, column, column + 1]) {
      if (low !== undefined && highs[other] !== undefined) least = Math.min(least, highs[other] - low);
    }
  });
  return least / FINE + (below.y - above.y) / size;
}

/** Return for each column where the ink of a line ends below, or begins above, in px from the baseline. */
function edgesOf(row, left, size, slot, width, isLow) {
  const up = Math.ceil(row.up * FINE) + 2, height = up + Math.ceil(Math.max(0, row.down) * FINE) + 2;
  const canvas = make("canvas", { width, height, lang: data.language }), context = canvas.getContext("2d", { willReadFrequently: true });
  drawRow(context, { ...row, x: ((row.x - left) / size) * FINE + 1, y: up }, FINE, slot.set, "#000");
  const { data: pixels } = context.getImageData(0, 0, width, height), edges = new Array(width);
  for (let column = 0; column < width; column += 1) {
    for (let step = 0; step < height; step += 1) {
      const line = isLow ? height - 1 - step : step;
      const alpha = pixels[4 * (line * width + column) + 3] / 255;
      if (alpha > 0.1) {
        edges[column] = (isLow ? line + alpha : line + 1 - alpha) - up;
        break;
      }
    }
  }
  return edges;
}

/** Draw a line at its place, at a size in px. */
function drawRow(context, row, size, set, colour) {
  prepare(context, set);
  context.fillStyle = colour;
  context.save();
  context.translate(row.x, row.y);
  context.scale(size / EM, size / EM);
  for (const [part, x] of row.parts) context.fillText(part, x * EM, 0);
  context.restore();
}
