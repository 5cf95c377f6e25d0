// All pictures of a platform or a message at once, as a zip beside a published page.

const sizes = new Map();

/** Return the size of a zip in bytes, 0 if the server does not report it, or undefined if it does not exist. */
function sizeOfZip(path) {
  if (!sizes.has(path)) {
    const response = fetch(path, { method: "HEAD" }).then(({ ok, headers }) => (ok ? Number(headers.get("content-length")) : undefined));
    sizes.set(path, response.catch(() => undefined));
  }
  return sizes.get(path);
}

function inMegabytes(bytes) {
  const form = { style: "unit", unit: "megabyte", maximumSignificantDigits: 2 };
  return new Intl.NumberFormat(words.lang, form).format(bytes / 1e6);
}

async function zipLink(kind, form, name) {
  const value = choice[kind].value;
  if (!value || !data.zips?.[kind]) return undefined;
  const path = fill(data.zips[kind], { language: choice.language.value.toLowerCase(), [kind]: value });
  const bytes = await sizeOfZip(path);
  if (bytes === undefined) return undefined;
  const size = bytes ? ` (${inMegabytes(bytes)})` : "";
  return make("a", { href: path, download: path.split("/").pop(), textContent: fill(form, { name }) + size });
}

/** In a folder, each platform's pictures have their own folder. */
function folderHint(name) {
  const folder = `${choice.language.value.toLowerCase()}/${choice.platform.value}`;
  return make("span", {}, ...phrase(words.all_in_folder, { name, folder }));
}

/** In an overview, the pictures of each platform are in a zip, which a published page offers. */
function zipOf(platform) {
  const file = `${data.overview}-${platform}.zip`;
  const address = data.site && `${data.site.replace(/\/$/, "")}/zips/${file}`;
  const shown = address ? make("a", { href: address, textContent: file }) : file;
  return make("p", {}, ...phrase(words.in_zip, { name: platformName(platform), file: shown }));
}

/** Return the offers for the selection, some of them once the server has answered. */
function allOf() {
  const [platform, message] = [choice.platform, choice.message].map((select) => select.selectedOptions[0]?.textContent);
  if (data.overview) return choice.platform.value ? [zipOf(choice.platform.value)] : [];
  if (isFile) return choice.platform.value ? [folderHint(platform)] : [];
  return [zipLink("platform", words.all_of_platform, platform), zipLink("message", words.all_of_message, message)];
}

/** Return whether a picture is part of the offer: all of a platform, and all of a message. */
function isOffered({ language, placement, message }) {
  return language === choice.language.value
    && (placement.platform === choice.platform.value || (!isFile && data.zips?.message && message === choice.message.value));
}

/** List the messages of pictures whose day has passed, each once with its last day. */
function warnOfOver(gone) {
  const warning = byId("together-over");
  warning.hidden = !gone.length;
  const titles = byMessage(gone).map((of) => `${of[0].title} (${untilOf(of)})`);
  warning.textContent = fill(words.all_over, { titles: new Intl.ListFormat(words.lang).format(titles) });
}

async function offerAll() {
  const address = chosen(), box = byId("together");
  box.hidden = !isFile && !data.zips && !data.overview;
  box.classList.add("asking");
  const offers = (await Promise.all(allOf())).filter(Boolean);
  if (address !== chosen()) return;
  box.classList.remove("asking");
  box.hidden = !offers.length;
  box.querySelector("ul").replaceChildren(...offers.map((offer) => make("li", {}, offer)));
  box.querySelector(".meta").hidden = isFile && !data.overview;
  warnOfOver(pictures.filter((picture) => isOffered(picture) && timeOf(picture) === "over"));
}
