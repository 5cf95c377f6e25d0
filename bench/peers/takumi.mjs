import { Renderer } from "@takumi-rs/core";
import { code, run, style } from "./common.mjs";

await run(async (fonts) => {
  const renderer = new Renderer();
  await renderer.registerFont({ name: "headline", data: fonts.headline });
  await renderer.registerFont({ name: "text", data: fonts.text });
  return (card) => {
    const { src, size } = code(card);
    const place = { position: "absolute", left: card.x - 4 * card.module, top: card.y - 4 * card.module };
    const node = {
      type: "container",
      style: { width: card.width, height: card.height, backgroundColor: card.ground, position: "relative" },
      children: [
        ...card.lines.map((line) => ({ type: "text", text: line.text, style: style(line) })),
        { type: "image", src, width: size, height: size, style: { ...place, width: size, height: size } },
      ],
    };
    return renderer.render(node, { width: card.width, height: card.height, format: "png" });
  };
});
