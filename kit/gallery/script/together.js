// For several people at once: all pictures of a platform or of a message, as a zip beside a page that is published.

const sizes = new Map();

/** Return the bytes of a zip, 0 where the server does not say, or undefined where it is not there. */
function sizeOfZip(path) {
  if (!sizes.has(path)) {
    const asked = fetch(path, { method: "HEAD" }).then(({ ok, headers }) => (ok ? Number(headers.get("content-length")) : undefined));
    sizes.set(path, asked.catch(() => undefined));
  }
  return sizes.get(path);
}

function inMegabytes(bytes) {
  const form = { style: "unit", unit: "megabyte", maximumSignificantDigits: 2 };
  return new Intl.NumberFormat(words.lang, form).format(bytes / 1e6);
}

async function zipLink(kind, form, name) {
  const value = choice[kind].value;
  if (!value || !data.zips) return undefined;
  const path = fill(data.zips[kind], { language: choice.language.value.toLowerCase(), [kind]: value });
  const bytes = await sizeOfZip(path);
  if (bytes === undefined) return undefined;
  const size = bytes ? ` (${inMegabytes(bytes)})` : "";
  return make("a", { href: path, download: path.split("/").pop(), textContent: fill(form, { name }) + size });
}

/** A folder holds the pictures of each platform in a folder of their own. */
function folderHint(name) {
  const folder = `${choice.language.value.toLowerCase()}/${choice.platform.value}`;
  const [before, after] = fill(words.all_in_folder, { name, folder: "\n" }).split("\n");
  return make("span", {}, before, make("bdi", { dir: "ltr", textContent: folder }), after);
}

/** Return what is offered for what is chosen, some of it when the server has answered. */
function allOf() {
  const [platform, message] = [choice.platform, choice.message].map((select) => select.selectedOptions[0]?.textContent);
  if (isFile) return choice.platform.value ? [folderHint(platform)] : [];
  return [zipLink("platform", words.all_of_platform, platform), zipLink("message", words.all_of_message, message)];
}

/** Tell whether a picture is in what is offered: all of a platform, and all of a message. */
function isOffered({ language, placement, message }) {
  return language === choice.language.value
    && (placement.platform === choice.platform.value || (!isFile && message === choice.message.value));
}

/** Name the messages of pictures whose day has passed, each once and until when it held. */
function warnOfOver(gone) {
  const warning = byId("together-over");
  warning.hidden = !gone.length;
  const titles = byMessage(gone).map((of) => `${of[0].title} (${untilOf(of)})`);
  warning.textContent = fill(words.all_over, { titles: new Intl.ListFormat(words.lang).format(titles) });
}

async function offerAll() {
  const asked = chosen(), box = byId("together");
  box.hidden = !isFile && !data.zips;
  box.classList.add("asking");
  const offers = (await Promise.all(allOf())).filter(Boolean);
  if (asked !== chosen()) return;
  box.classList.remove("asking");
  box.hidden = !offers.length;
  box.querySelector("ul").replaceChildren(...offers.map((offer) => make("li", {}, offer)));
  box.querySelector(".meta").hidden = isFile;
  warnOfOver(pictures.filter((picture) => isOffered(picture) && timeOf(picture) === "over"));
}
