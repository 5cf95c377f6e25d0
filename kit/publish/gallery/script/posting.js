// Posting elsewhere, with the words made for that platform if the kit has them, as they keep to its limit.

const FILLED = {
  x: filled((text) => `https://x.com/intent/post?text=${encodeURIComponent(text)}`),
  bluesky: filled((text) => `https://bsky.app/intent/compose?text=${encodeURIComponent(text)}`),
  whatsapp: filled((text) => `https://wa.me/?text=${encodeURIComponent(text)}`),
  telegram: filled(telegram),
  email: filled(mail),
  mastodon,
};

const PASTED = {
  facebook: pasted((link) => `https://www.facebook.com/sharer/sharer.php?u=${encodeURIComponent(link)}`),
  linkedin: pasted((link) => `https://www.linkedin.com/sharing/share-offsite/?url=${encodeURIComponent(link)}`),
};

/** The roles of pictures that are posted; others are set, printed or handed out. */
const POSTS = ["feed", "story"];

/** Where pictures are sent to people rather than posted in a feed. */
const CHATS = ["whatsapp", "telegram"];

function labelOf(place) {
  return place === "email" ? words.send_by : fill(words.post_to, { name: platformName(place) });
}

function lookOf(picture, place) {
  const { platform, role } = picture.placement;
  return platform === place && role === "feed" ? "" : "quiet";
}

function textFor(picture, platform) {
  const same = ({ placement, message, language, number }) => placement.platform === platform
    && message === picture.message && language === picture.language && number === picture.number;
  return (picture.placement.platform === platform ? picture : pictures.find(same) || picture).caption;
}

function filled(address) {
  return (picture, place) => {
    const link = buttonTo(address(textFor(picture, place), picture.link), labelOf(place), lookOf(picture, place));
    link.onclick = () => showStatus(fill(words.add_picture, { name: platformName(place) }));
    return place === "email" ? link : inNewPage(link);
  };
}

function pasted(address) {
  return (picture, place) => {
    const link = inNewPage(buttonTo(address(picture.link), labelOf(place), lookOf(picture, place)));
    const status = fill(words.add_picture_paste, { name: platformName(place) });
    link.onclick = () => { copyWithStatus(textFor(picture, place), status); };
    return link;
  };
}

/** Telegram puts the address first by itself, so it is removed from the words. */
function telegram(text, link) {
  const rest = text.replace(link, "").replace(/\n{3,}/g, "\n\n").trim();
  const isThere = link && text.includes(link);
  const query = isThere ? { url: link, text: rest } : { url: text };
  return `https://t.me/share/url?${new URLSearchParams(query).toString().replace(/\+/g, "%20")}`;
}

/** Lines end as RFC 6068 requires. */
function mail(text) {
  const body = text.replace(/\n/g, "\r\n");
  return `mailto:?subject=${encodeURIComponent(kitTitle(spoken))}&body=${encodeURIComponent(body)}`;
}

function mastodon(picture, place) {
  const typing = { autocomplete: "off", autocapitalize: "none", inputMode: "url", spellcheck: false, dir: "ltr" };
  const input = make("input", { id: "server", value: remembered(), ...typing });
  const label = make("label", { htmlFor: "server", textContent: words.server });
  const send = make("button", { textContent: words.server_open });
  const form = make("form", { className: "server", hidden: true }, label, input, send);
  form.onsubmit = (event) => {
    event.preventDefault();
    openServer(input.value, textFor(picture, place));
  };
  const ask = button(labelOf(place), () => {
    form.hidden = !form.hidden;
    ask.setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) input.focus();
  }, lookOf(picture, place));
  ask.setAttribute("aria-expanded", "false");
  return [ask, form];
}

function openServer(typed, text) {
  const host = typed.trim().toLowerCase().replace(/^https?:\/\//, "").split("/")[0].split("@").pop();
  if (!/^([a-z0-9-]+\.)+[a-z0-9-]{2,}$/.test(host)) return showStatus(words.server_wrong);
  remember(host);
  showStatus(fill(words.add_picture, { name: platformName("mastodon") }));
  open(`https://${host}/share?text=${encodeURIComponent(text)}`, "_blank", "noopener,noreferrer");
}

function remembered() {
  try { return localStorage.getItem(SERVER) || ""; } catch { return ""; }
}

function remember(host) {
  try { localStorage.setItem(SERVER, host); } catch { /* private windows keep nothing */ }
}
