// Saving a picture by its image: a long press, its menu or dragging gives the full picture, not the thumbnail.

/** Phones open the menu of an image after half a second; scrolling before that cancels it. */
const LONG_PRESS_MS = 250;

function loadFullOnSave(image, picture) {
  let timer;
  const whole = () => { image.src = picture.url; };
  const wait = (event) => { if (event.pointerType !== "mouse") timer = setTimeout(whole, LONG_PRESS_MS); };
  for (const name of ["contextmenu", "dragstart"]) image.addEventListener(name, whole);
  image.addEventListener("pointerdown", wait);
  for (const name of ["pointerup", "pointercancel"]) image.addEventListener(name, () => clearTimeout(timer));
}
