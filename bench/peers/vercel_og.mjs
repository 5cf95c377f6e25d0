import { ImageResponse } from "@vercel/og";
import { elements, run } from "./common.mjs";

await run((data) => {
  const fonts = Object.entries(data).map(([name, bytes]) => ({ name, data: bytes, weight: 400, style: "normal" }));
  return async (card) => {
    const answer = new ImageResponse(elements(card), { width: card.width, height: card.height, fonts });
    return Buffer.from(await answer.arrayBuffer());
  };
});
