
"use strict";

(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const words = data.words;
  const isFile = location.protocol === "file:";
  const saveWords = words.saving[isFile ? "file" : "web"];
  const SLICE = 24;
  const SERVER = "mastodon-server";

  const placements = data.placements.map(([id, platform, platformName, name, role, width, height]) => (
    { id, platform, platformName, name, role, width, height }));
  const pictures = data.pictures.map(([path, language, message, placement, number, caption, alt, link, pdf]) => ({
    path, pdf, number,
    language: data.languages[language],
    message: data.messages[message][0],
    title: data.messages[message][1],
    placement: placements[placement],
    caption: data.texts[caption],
    alt: data.texts[alt],
    link: data.links[link] || data.link,
  }));
  const byPath = new Map(pictures.map((picture) => [picture.path, picture]));

  const byId = (id) => document.getElementById(id);
  const feed = byId("feed"), view = byId("picture"), cards = byId("cards"), more = byId("more");
  const usual = { language: usualLanguage() };
  const choice = { language: byId("language"), platform: byId("platform"), message: byId("message") };

  /** Return the language that the reader prefers of those in the kit, else the kit's own. */
  function usualLanguage() {
    const wished = navigator.languages.flatMap((tag) => [tag, tag.split("-")[0]]);
    const found = wished.find((tag) => data.languages.includes(tag));
    return found ?? (data.languages.includes(data.language) ? data.language : undefined);
  }

  // Making things. Words go in as text, never as markup.

  function make(tag, properties = {}, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  function fill(sentence, values) {
    return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  function button(text, act, className = "") {
    return make("button", { type: "button", textContent: text, className, onclick: act });
  }

  /** A link in the look of a button; only web and mail addresses and the kit's own files become one. */
  function buttonTo(address, text, className = "") {
    const { protocol } = new URL(address, location.href);
    const isSafe = ["https:", "mailto:", location.protocol].includes(protocol);
    return make("a", { href: isSafe ? address : "#", textContent: text, className: `button ${className}` });
  }

  function inNewPage(link) {
    return Object.assign(link, { target: "_blank", rel: "noopener noreferrer" });
  }

  // Saying what was done.

  let silence;

  function say(text) {
    const status = byId("status");
    clearTimeout(silence);
    status.textContent = "";
    requestAnimationFrame(() => { status.textContent = text; });
    silence = setTimeout(() => { status.textContent = ""; }, 8000);
  }

  // Copying. The older method is tried first: it is done before a page that is opened takes the focus away.

  async function copy(text) {
    const focused = document.activeElement;
    const area = make("textarea", { value: text, readOnly: true, className: "copying" });
    document.body.append(area);
    area.select();
    area.setSelectionRange(0, text.length);
    const isDone = document.execCommand("copy");
    area.remove();
    focused?.focus({ preventScroll: true });
    if (!isDone) await navigator.clipboard.writeText(text);
  }

  function copyAndSay(text, said) {
    return copy(text).then(() => say(said), () => say(words.copy_failed));
  }

  function captionCopier(picture, className = "") {
    return button(words.copy_caption, () => copyAndSay(picture.caption, words.caption_copied), className);
  }

  // The feed.

  const waiting = [];

  function card(picture) {
    const address = hashOf({ picture: picture.path });
    const shot = make("a", { href: address, className: "shot", tabIndex: -1 }, pictureOf(picture, "lazy"));
    const buttons = make("div", { className: "buttons" }, saver(picture), captionCopier(picture, "quiet"));
    const which = make("span", { className: "unseen", textContent: `: ${titleOf(picture)}, ${sizeOf(picture)}` });
    const go = make("a", { href: address, className: "go", textContent: words.open }, which);
    const title = make("h3", {}, nameIn(picture));
    const said = make("div", { className: "said" }, title, meta(picture), caption(picture, "caption"), buttons, go);
    return make("li", { className: "card" }, shot, said);
  }

  function pictureOf(picture, loading) {
    const { width, height } = picture.placement;
    const { alt, language: lang, path: src } = picture;
    return make("img", { loading, decoding: "async", width, height, alt, lang, src });
  }

  function titleOf(picture) {
    return picture.number ? fill(words.series, picture) : picture.title;
  }

  function nameIn(picture) {
    return make("bdi", { lang: picture.language, textContent: titleOf(picture) });
  }

  function sizeOf({ placement }) {
    return `${placement.platformName}, ${placement.name}`;
  }

  function meta(picture) {
    const { width, height } = picture.placement;
    const size = make("bdi", { dir: "ltr", textContent: `${width} × ${height}` });
    return make("p", { className: "meta" }, `${sizeOf(picture)}, `, size);
  }

  function caption(picture, className) {
    return make("p", { className, lang: picture.language, dir: "auto", textContent: picture.caption });
  }

  function saver(picture, path = picture.path) {
    const { act, done } = saveWords[path === picture.pdf ? "pdf" : "picture"];
    const link = buttonTo(path, act);
    link.onclick = () => say(done);
    return isFile ? inNewPage(link) : Object.assign(link, { download: path.split("/").pop() });
  }

  function showMore(count = SLICE) {
    cards.append(...waiting.splice(0, count).map(card));
    more.hidden = waiting.length === 0;
    near.unobserve(more);
    near.observe(more);
  }

  const near = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting) && waiting.length) showMore();
  }, { rootMargin: "600px" });

  function showFeed(hash) {
    for (const [name, select] of Object.entries(choice)) {
      select.value = hash.get(name) ?? usual[name] ?? select.options[0].value;
      if (select.selectedIndex < 0) select.selectedIndex = 0;
    }
    if (lastFeed === chosen()) return false;
    lastFeed = chosen();
    const matches = (picture) => picture.language === choice.language.value
      && ["", picture.placement.platform].includes(choice.platform.value)
      && ["", picture.message].includes(choice.message.value);
    const found = pictures.filter(matches);
    byId("feed-title").textContent = found.length ? fill(words.count, { count: found.length }) : words.none;
    waiting.splice(0, waiting.length, ...found);
    cards.replaceChildren();
    showMore();
    return true;
  }

  function chosen() {
    return hashOf(Object.fromEntries(Object.entries(choice).map(([name, select]) => [name, select.value])));
  }

  // One picture.

  function show(picture) {
    const title = make("h2", { id: "picture-title", tabIndex: -1 }, nameIn(picture));
    const shot = inNewPage(make("a", { className: "shot", href: picture.path }, pictureOf(picture, "eager")));
    const there = lastFeed || hashOf({ language: picture.language, platform: picture.placement.platform });
    const back = make("a", { className: "back", href: there, textContent: words.back });
    const doing = [saving, copying, steps, posting].map((part) => part(picture));
    view.replaceChildren(back, make("div", {}, title, meta(picture)),
      make("div", { className: "pair" }, make("figure", {}, shot), make("div", { className: "doing" }, ...doing)));
    title.focus({ preventScroll: true });
  }

  function section(title, ...children) {
    return make("section", {}, make("h3", { textContent: title }), ...children);
  }

  function hint(text) {
    return make("p", { className: "meta", textContent: text });
  }

  function saving(picture) {
    const links = [picture.pdf, picture.path].filter(Boolean).map((path) => saver(picture, path));
    links.slice(1).forEach((link) => link.classList.add("quiet"));
    const buttons = make("div", { className: "buttons" }, ...links);
    return section(saveWords.title, buttons, hint(saveWords.hint));
  }

  function copying(picture) {
    const { alt: textContent, language: lang } = picture;
    const alt = make("p", { className: "words", lang, dir: "auto", textContent });
    return section(words.step_words,
      make("h4", { textContent: words.caption }), caption(picture, "words"),
      captionCopier(picture),
      make("h4", { textContent: words.alt }), alt, hint(words.alt_hint),
      button(words.copy_alt, () => copyAndSay(picture.alt, words.alt_copied), "quiet"));
  }

  function posting(picture) {
    const { platform: own, platformName: name, role } = picture.placement;
    const isPost = POSTS.includes(role);
    const groups = [{ places: FILLED, said: words.post_hint }];
    if (picture.link) groups.push({ places: PASTED, said: words.paste_hint });
    const isOpened = isPost && groups.some(({ places }) => places[own]);
    const doings = [sharing(picture), ...groups.sort((a, b) => (own in b.places) - (own in a.places))
      .flatMap(({ places, said }) => [hint(said), placesFor(picture, places)])];
    if (isOpened) return section(words.step_post, ...doings);
    const instead = make("p", { textContent: isPost ? fill(words.not_opened, { name }) : words.no_post });
    return section(words.step_post, instead, make("h4", { textContent: words.elsewhere }), ...doings);
  }

  function placesFor(picture, places) {
    const own = picture.placement.platform;
    const names = Object.keys(places).sort((a, b) => (b === own) - (a === own));
    const items = names.map((place) => make("li", {}, ...[places[place](picture, place)].flat()));
    return make("ul", { className: "places" }, ...items);
  }

  function steps(picture) {
    const { id, platform, role } = picture.placement;
    const named = words.steps[id] || words.steps[`${platform}/${role}`] || (role === "feed" && words.steps[platform]);
    const lines = named || words.steps[role] || words.steps.feed;
    const save = saveWords[picture.pdf ? "pdf" : "picture"].step;
    return section(words.how, make("ol", {}, ...lines.map((line) => make("li", { textContent: fill(line, { save }) }))));
  }

  // Sharing with the picture: offered only where the browser says that it takes the file.

  function sharing(picture) {
    const box = make("div", { className: "said", hidden: true });
    offerShare(picture, box).catch(() => {});
    return box;
  }

  async function offerShare(picture, box) {
    if (isFile || !navigator.canShare) return;
    const answer = await fetch(picture.path);
    const blob = await answer.blob();
    const file = new File([blob], picture.path.split("/").pop(), { type: blob.type });
    if (!answer.ok || !navigator.canShare({ files: [file] })) return;
    const share = async () => {
      copy(picture.caption).catch(() => {});
      try {
        await navigator.share({ files: [file], text: picture.caption, title: titleOf(picture) });
        say(words.shared);
      } catch (error) {
        if (error.name !== "AbortError") say(words.share_failed);
      }
    };
    box.append(button(words.share, share), hint(words.share_hint));
    box.hidden = false;
  }

  // Posting elsewhere. The words are those made for that place, if the kit has them: they keep to its limit.

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

  /** The roles of pictures that are posted; the others are set, printed or given to somebody. */
  const POSTS = ["feed", "story"];

  function nameOf(place) {
    return words.platforms[place];
  }

  function labelOf(place) {
    return place === "email" ? words.send_by : fill(words.post_to, { name: nameOf(place) });
  }

  function lookOf(picture, place) {
    const { platform, role } = picture.placement;
    return platform === place && POSTS.includes(role) ? "" : "quiet";
  }

  function textFor(picture, platform) {
    const same = ({ placement, message, language, number }) => placement.platform === platform
      && message === picture.message && language === picture.language && number === picture.number;
    return (picture.placement.platform === platform ? picture : pictures.find(same) || picture).caption;
  }

  function filled(address) {
    return (picture, place) => {
      const link = buttonTo(address(textFor(picture, place), picture.link), labelOf(place), lookOf(picture, place));
      link.onclick = () => say(fill(words.add_picture, { name: nameOf(place) }));
      return place === "email" ? link : inNewPage(link);
    };
  }

  function pasted(address) {
    return (picture, place) => {
      const link = inNewPage(buttonTo(address(picture.link), labelOf(place), lookOf(picture, place)));
      const said = fill(words.add_picture_paste, { name: nameOf(place) });
      link.onclick = () => { copyAndSay(textFor(picture, place), said); };
      return link;
    };
  }

  /** Telegram puts the address first by itself, so that it is taken out of the words. */
  function telegram(text, link) {
    const rest = text.replace(link, "").replace(/\n{3,}/g, "\n\n").trim();
    const isThere = link && text.includes(link);
    const query = isThere ? { url: link, text: rest } : { url: text };
    return `https://t.me/share/url?${new URLSearchParams(query).toString().replace(/\+/g, "%20")}`;
  }

  /** Lines end as RFC 6068 asks. */
  function mail(text) {
    const body = text.replace(/\n/g, "\r\n");
    return `mailto:?subject=${encodeURIComponent(data.title)}&body=${encodeURIComponent(body)}`;
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
    if (!/^([a-z0-9-]+\.)+[a-z0-9-]{2,}$/.test(host)) return say(words.server_wrong);
    remember(host);
    say(fill(words.add_picture, { name: nameOf("mastodon") }));
    open(`https://${host}/share?text=${encodeURIComponent(text)}`, "_blank", "noopener,noreferrer");
  }

  function remembered() {
    try { return localStorage.getItem(SERVER) || ""; } catch { return ""; }
  }

  function remember(host) {
    try { localStorage.setItem(SERVER, host); } catch { /* private windows keep nothing */ }
  }

  // The address of the page says what is shown.

  const pageTitle = document.title;
  let lastFeed = "", lastPlace = 0, lastLink = null;

  function hashOf(values) {
    return `#${new URLSearchParams(values)}`;
  }

  function route() {
    const hash = new URLSearchParams(location.hash.slice(1));
    const path = hash.get("picture");
    const picture = byPath.get(path);
    if (path && !picture) say(words.gone);
    if (!feed.hidden) lastPlace = scrollY;
    feed.hidden = Boolean(picture);
    view.hidden = !picture;
    document.title = picture ? `${titleOf(picture)} (${pageTitle})` : pageTitle;
    if (picture) {
      show(picture);
      scrollTo(0, view.offsetTop);
    } else if (!showFeed(hash)) {
      scrollTo(0, lastPlace);
      lastLink?.focus({ preventScroll: true });
    }
  }

  function offer(select, rows) {
    select.append(...rows.map(([value, text]) => make("option", { value, textContent: text })));
    select.onchange = () => location.replace(chosen());
  }

  function languageName(tag) {
    try { return new Intl.DisplayNames([tag], { type: "language" }).of(tag); } catch { return tag; }
  }

  async function print() {
    showMore(waiting.length);
    const images = [...cards.querySelectorAll("img")];
    images.forEach((image) => { image.loading = "eager"; });
    const isThere = (image) => image.complete || new Promise((done) => { image.onload = image.onerror = done; });
    await Promise.all(images.map(isThere));
    window.print();
  }

  function start() {
    const platforms = new Map(placements.map(({ platform, platformName }) => [platform, platformName]));
    offer(choice.language, data.languages.map((tag) => [tag, languageName(tag)]));
    offer(choice.platform, [...platforms, ["", words.everywhere]]);
    offer(choice.message, [["", words.every_message], ...data.messages]);
    choice.language.parentElement.hidden = data.languages.length < 2;
    more.onclick = () => showMore();
    byId("print").onclick = print;
    cards.onclick = (event) => { lastLink = event.target.closest("a.go, a.shot"); };
    const code = byId("code"), showCode = byId("show-code"), phone = byId("phone");
    if (code) {
      showCode.hidden = false;
      showCode.onclick = () => code.showModal();
    }
    if (phone) phone.hidden = !isFile;
    history.scrollRestoration = "manual";
    addEventListener("hashchange", route);
    route();
  }

  start();
})();
