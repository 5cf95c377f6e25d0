// Nothing matches: what one choice would have to be for there to be a picture.

function offerOthers() {
  const place = choice.platform.value;
  const others = place ? valuesOf("platform").filter((value) => value && hasAny({ platform: value })) : [];
  const wider = ["message", "shape"].filter((name) => choice[name].value && hasAny({ [name]: "" }));
  const offers = [...others.map((value) => ["platform", value]), ...wider.map((name) => [name, ""])];
  if (!offers.length) offers.push(["", ""]);
  const none = place ? fill(words.none_for, { name: platformName(place) }) : words.none;
  const [said, box] = byId("nothing").children;
  said.textContent = others.length ? `${none} ${words.others}` : none;
  box.replaceChildren(...offers.map(([name, value]) => otherChoice(name, value)));
}

function valuesOf(name) {
  return [...choice[name].options].map(({ value }) => value);
}

/** Tell whether there is a picture for the day where some choices are others. */
function hasAny(others) {
  const kept = Object.entries(choice).map(([name, select]) => [name, select.value]);
  const asked = { ...Object.fromEntries(kept), ...others };
  return pictures.some((picture) => isAsked(picture, asked) && timeOf(picture) === "now");
}

/** Return the button that makes one choice another, or without a name every filter as wide as can be. */
function otherChoice(name, value) {
  const texts = { platform: platformName(value), message: words.every_message, shape: words.every_shape, "": words.everything };
  return button(texts[name], () => {
    for (const one of name ? [name] : ["platform", "message", "shape"]) choice[one].value = value;
    location.replace(chosen());
    byId("feed-title").focus();
  }, name === "platform" ? "quiet" : "plain");
}
