// What the programs in JavaScript share: the cards of one process are read, made one after the other, and written.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Make every `of`-th card from `index` on by `render(card)`, which returns the bytes of a PNG; print the times as JSON. */
export async function run(setUp) {
  const [file, out, index, of] = process.argv.slice(2);
  const { cards, fonts } = JSON.parse(readFileSync(file, "utf8"));
  const read = (name) => readFileSync(join(fonts, name));
  const render = await setUp({ headline: read("headline.ttf"), text: read("text.ttf") });
  const own = cards.filter((_, number) => number % Number(of) === Number(index));
  const ready = performance.now();
  for (const card of own) writeFileSync(join(out, `${card.name}.png`), await render(card));
  console.log(JSON.stringify({ ready: ready / 1000, work: (performance.now() - ready) / 1000, cards: own.length }));
}

/** Return the code of a card as an SVG in a data URL, in px of the card, with its quiet zone. */
export function code({ code: rows, module, plate, ink }) {
  const side = rows.length + 8;
  const dark = rows.flatMap((row, y) =>
    [...row.matchAll(/1+/g)].map((run) => `M${run.index + 4} ${y + 4}h${run[0].length}v1h-${run[0].length}z`),
  );
  const size = side * module;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${side} ${side}">` +
    `<rect width="${side}" height="${side}" fill="${plate}"/>` +
    `<path shape-rendering="crispEdges" fill="${ink}" d="${dark.join("")}"/></svg>`;
  return { src: `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`, size };
}

/** Return the style of a line: absolute, in one line, as high as its size. */
export function style(line) {
  return {
    position: "absolute",
    left: line.x,
    top: line.baseline - line.size,
    fontSize: line.size,
    lineHeight: 1.2,
    whiteSpace: "nowrap",
    color: line.colour,
    fontFamily: line.headline ? "headline" : "text",
  };
}

/** Return a card as the elements that satori takes. */
export function elements(card) {
  const { src, size } = code(card);
  const left = card.x - 4 * card.module;
  const top = card.y - 4 * card.module;
  const children = [
    ...card.lines.map((line) => ({ type: "div", props: { style: style(line), children: line.text } })),
    { type: "img", props: { src, width: size, height: size, style: { position: "absolute", left, top } } },
  ];
  const whole = { width: card.width, height: card.height, backgroundColor: card.ground, display: "flex" };
  return { type: "div", props: { style: { ...whole, position: "relative" }, children } };
}
