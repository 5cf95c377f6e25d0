// No picture matches: offer changes of one filter that lead to pictures.

function showEmptyState() {
  const place = choice.platform.value;
  const others = place ? valuesOf("platform").filter((value) => value && hasMatch({ platform: value })) : [];
  const wider = ["message", "shape"].filter((name) => choice[name].value && hasMatch({ [name]: "" }));
  const offers = [...others.map((value) => ["platform", value]), ...wider.map((name) => [name, ""])];
  if (!offers.length) offers.push(["", ""]);
  const none = place ? fill(words.none_for, { name: platformName(place) }) : words.none;
  const [sentence, box] = byId("nothing").children;
  sentence.textContent = others.length ? `${none} ${words.others}` : none;
  box.replaceChildren(...offers.map(([name, value]) => alternative(name, value)));
}

function valuesOf(name) {
  return [...choice[name].options].map(({ value }) => value);
}

/** Return whether there is a picture for the day with some filters changed. */
function hasMatch(others) {
  const kept = Object.entries(choice).map(([name, select]) => [name, select.value]);
  const filters = { ...Object.fromEntries(kept), ...others };
  return pictures.some((picture) => isSought(picture) && matches(picture, filters) && (isEnded() || timeOf(picture) === "now"));
}

/** Return the button that changes one filter or, without a name, resets all. */
function alternative(name, value) {
  const texts = { platform: platformName(value), message: words.every_message, shape: words.every_shape, "": words.everything };
  return button(texts[name], () => {
    for (const one of name ? [name] : ["platform", "message", "shape"]) choice[one].value = value;
    if (!name) search.value = "";
    location.replace(chosen());
    byId("feed-title").focus();
  }, name === "platform" ? "quiet" : "plain");
}
