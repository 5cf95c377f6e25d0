import { Resvg } from "@resvg/resvg-js";
import satori from "satori";
import { elements, run } from "./common.mjs";

await run((data) => {
  const fonts = Object.entries(data).map(([name, bytes]) => ({ name, data: bytes, weight: 400, style: "normal" }));
  return async (card) => {
    const svg = await satori(elements(card), { width: card.width, height: card.height, fonts });
    return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
  };
});
