// JPEG files (ITU-T T.81) without chroma subsampling, with the tables of the kit: browsers blur colour, each in its own way.

const ZIGZAG = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];
const COSINES = Float32Array.from({ length: 64 }, (_, at) => {
  const [frequency, place] = [at >> 3, at & 7];
  return (frequency ? 0.5 : Math.SQRT1_2 / 2) * Math.cos(((2 * place + 1) * frequency * Math.PI) / 16);
});

/** Return a JPEG file of the pixels of a picture at one of the kit's qualities, with a text inside. */
function jpegOf({ data: pixels, width, height }, tables, xmp) {
  const planes = [0, 1, 2].map(() => []), across = Math.ceil(width / 8), down = Math.ceil(height / 8);
  const block = new Float32Array(64);
  for (let row = 0; row < down; row += 1) {
    for (let column = 0; column < across; column += 1) {
      for (let plane = 0; plane < 3; plane += 1) {
        readBlock(pixels, width, height, row * 8, column * 8, plane, block);
        planes[plane].push(coefficientsOf(block, tables[plane ? 1 : 0]));
      }
    }
  }
  const symbols = planes.map(symbolsOf);
  const codes = [codesFor([symbols[0]]), codesFor([symbols[1], symbols[2]])];
  const text = joinedBytes(asciiOf("http://ns.adobe.com/xap/1.0/\0"), new TextEncoder().encode(xmp));
  return joinedBytes(
    Uint8Array.of(0xff, 0xd8), segment(0xe0, asciiOf("JFIF\0\x01\x01\0\0\x01\0\x01\0\0")), segment(0xe1, text),
    ...tables.map((table, index) => segment(0xdb, Uint8Array.of(index, ...ZIGZAG.map((at) => table[at])))),
    segment(0xc0, Uint8Array.of(8, height >> 8, height & 255, width >> 8, width & 255, 3, 1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1)),
    ...codes.flatMap(({ dc, ac }, index) => [huffmanSegment(index, dc), huffmanSegment(0x10 + index, ac)]),
    segment(0xda, Uint8Array.of(3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0)), scanOf(symbols, codes), Uint8Array.of(0xff, 0xd9),
  );
}

function segment(marker, bytes) {
  const length = bytes.length + 2;
  return joinedBytes(Uint8Array.of(0xff, marker, length >> 8, length & 255), bytes);
}

/** Read eight rows of eight pixels of lightness or of one of the two colours. */
function readBlock(pixels, width, height, top, left, plane, block) {
  for (let at = 0; at < 64; at += 1) {
    const row = Math.min(top + (at >> 3), height - 1), column = Math.min(left + (at & 7), width - 1), from = 4 * (row * width + column);
    const red = pixels[from], green = pixels[from + 1], blue = pixels[from + 2];
    if (plane === 0) block[at] = 0.299 * red + 0.587 * green + 0.114 * blue - 128;
    else if (plane === 1) block[at] = -0.168735892 * red - 0.331264108 * green + 0.5 * blue;
    else block[at] = 0.5 * red - 0.418687589 * green - 0.081312411 * blue;
  }
}

const halfway = new Float32Array(64);

/** Return the quantised coefficients of a block in the order of the zigzag. */
function coefficientsOf(block, table) {
  let isFlat = true;
  for (let at = 1; at < 64 && isFlat; at += 1) isFlat = block[at] === block[0];
  const found = new Int16Array(64);
  if (isFlat) {
    found[0] = Math.round((8 * block[0]) / table[0]);
    return found;
  }
  for (let row = 0; row < 8; row += 1) {
    for (let frequency = 0; frequency < 8; frequency += 1) {
      let sum = 0;
      for (let place = 0; place < 8; place += 1) sum += COSINES[8 * frequency + place] * block[8 * row + place];
      halfway[8 * row + frequency] = sum;
    }
  }
  ZIGZAG.forEach((at, index) => {
    const down = at >> 3, frequency = at & 7;
    let sum = 0;
    for (let place = 0; place < 8; place += 1) sum += COSINES[8 * down + place] * halfway[8 * place + frequency];
    found[index] = Math.round(sum / table[at]);
  });
  return found;
}

/** Return the symbols of a plane as triples: the code, its extra bits, and how many; that of a mean has no zeros before. */
function symbolsOf(blocks) {
  const found = [];
  let before = 0;
  for (const block of blocks) {
    const change = block[0] - before, own = [];
    before = block[0];
    own.push(bitsOf(change, 0));
    let zeros = 0;
    for (let index = 1; index < 64; index += 1) {
      if (block[index] === 0) zeros += 1;
      else {
        for (; zeros > 15; zeros -= 16) own.push([0xf0, 0, 0]);
        own.push(bitsOf(block[index], zeros));
        zeros = 0;
      }
    }
    if (zeros) own.push([0, 0, 0]);
    found.push(own);
  }
  return found;
}

function bitsOf(value, zeros) {
  const size = 32 - Math.clz32(Math.abs(value));
  return [zeros * 16 + size, value < 0 ? value + (1 << size) - 1 : value, size];
}

/** Return the codes for the means and for the other coefficients of some planes. */
function codesFor(planes) {
  const dc = new Map(), ac = new Map(), count = (into, code) => into.set(code, (into.get(code) ?? 0) + 1);
  for (const plane of planes) {
    for (const block of plane) block.forEach(([code], index) => count(index ? ac : dc, code));
  }
  return { dc: huffman(dc), ac: huffman(ac.size ? ac : new Map([[0, 1]])) };
}

/** Return the codes of symbols by how often they are, none longer than 16 bits and none of ones alone (T.81, K.2). */
function huffman(counts) {
  const nodes = [...counts].map(([code, count]) => ({ count, codes: [code] })).concat({ count: 0, codes: [-1] });
  const lengths = new Map();
  while (nodes.length > 1) {
    nodes.sort((one, other) => one.count - other.count || Math.max(...other.codes) - Math.max(...one.codes));
    const [one, other] = nodes.splice(0, 2);
    const codes = [...one.codes, ...other.codes];
    codes.forEach((code) => lengths.set(code, (lengths.get(code) ?? 0) + 1));
    nodes.push({ count: one.count + other.count, codes });
  }
  const bits = new Array(40).fill(0);
  for (const length of lengths.values()) bits[length] += 1;
  for (let length = 39; length > 16; length -= 1) {
    while (bits[length] > 0) {
      let shorter = length - 2;
      while (bits[shorter] === 0) shorter -= 1;
      bits[length] -= 2;
      bits[length - 1] += 1;
      bits[shorter + 1] += 2;
      bits[shorter] -= 1;
    }
  }
  let longest = 16;
  while (bits[longest] === 0) longest -= 1;
  bits[longest] -= 1;
  const symbols = [...counts.keys()].sort((one, other) => lengths.get(one) - lengths.get(other) || one - other);
  const table = new Map();
  let code = 0, at = 0;
  for (let length = 1; length <= 16; length += 1) {
    for (let index = 0; index < bits[length]; index += 1) table.set(symbols[at++], [code++, length]);
    code <<= 1;
  }
  return { table, bits: bits.slice(1, 17), symbols };
}

function huffmanSegment(id, { bits, symbols }) {
  return segment(0xc4, Uint8Array.of(id, ...bits, ...symbols));
}

function scanOf(symbols, codes) {
  let bytes = new Uint8Array(1 << 20), length = 0, held = 0, count = 0;
  const write = (value, size) => {
    for (let bit = size - 1; bit >= 0; bit -= 1) {
      held = (held << 1) | ((value >> bit) & 1);
      count += 1;
      if (count === 8) put();
    }
  };
  const put = () => {
    if (length + 2 > bytes.length) bytes = joinedBytes(bytes, new Uint8Array(bytes.length));
    bytes[length++] = held;
    if (held === 255) bytes[length++] = 0;
    [held, count] = [0, 0];
  };
  for (let block = 0; block < symbols[0].length; block += 1) {
    symbols.forEach((plane, which) => plane[block].forEach(([code, extra, size], index) => {
      const { dc, ac } = codes[which ? 1 : 0], [value, bits] = (index ? ac : dc).table.get(code);
      write(value, bits);
      write(extra, size);
    }));
  }
  while (count) write(1, 1);
  return bytes.subarray(0, length);
}
