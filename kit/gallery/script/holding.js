// Saving a picture by its image: whoever holds it, opens its menu or drags it away has the whole picture, no thumbnail.

/** Phones open the menu of an image after half a second; one that scrolls the page before cancels. */
const HELD = 250;

function savedWhole(image, picture) {
  let timer;
  const whole = () => { image.src = picture.url; };
  const wait = (event) => { if (event.pointerType !== "mouse") timer = setTimeout(whole, HELD); };
  for (const name of ["contextmenu", "dragstart"]) image.addEventListener(name, whole);
  image.addEventListener("pointerdown", wait);
  for (const name of ["pointerup", "pointercancel"]) image.addEventListener(name, () => clearTimeout(timer));
}
