// The day: what is due, what is over, and what is to come. A day is YYYY-MM-DD, in the reader's time zone.

/** How many days before its last one a message counts as due. */
const SOON = 7;
/** The day of the page, and the requested one, if any. */
let day = "", requestedDay = "";

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

function useDay(requested) {
  requestedDay = /^\d{4}-\d\d-\d\d$/.test(requested) && !Number.isNaN(Date.parse(requested)) ? requested : "";
  day = requestedDay || today();
}

/** Return the address of the page for own words, or of a part of it, as on the requested day. */
function makerAddress(part = "") {
  const fragment = [part, requestedDay && `day=${requestedDay}`].filter(Boolean).join("&");
  return fragment ? `${data.maker}#${fragment}` : data.maker;
}

/** Have the page for own words show the requested day, too. */
function handDayOn() {
  byId("own-words")?.setAttribute("href", makerAddress());
  byId("your-photo")?.setAttribute("href", makerAddress("own-photo"));
}

/** The last day that the campaign names; empty if it names none. */
const lastOfAll = [...[...data.days, ...data.plan].map((of) => of.day), ...messages.map((of) => of.last_day)].sort().at(-1) ?? "";

/** Tell whether the campaign's days are over on a day: then nothing is left to post. */
function isEnded(on = day) {
  return lastOfAll !== "" && lastOfAll < on;
}

/** Return the day that is a number of days before another. */
function daysBefore(end, count) {
  const date = new Date(end);
  date.setUTCDate(date.getUTCDate() - count);
  return date.toISOString().slice(0, 10);
}

/** Return a day for people, which stays on one line with its month and its year. */
function written(date) {
  const formatted = new Intl.DateTimeFormat(words.dates, { dateStyle: "long", timeZone: "UTC" }).format(new Date(date));
  return formatted.replaceAll(" ", "\u00a0");
}

/** Return whether a picture is over on the day, is for a later one, or may be posted now. */
function timeOf({ day: own, lastDay }) {
  const last = own || lastDay;
  if (last && last < day) return "over";
  return own > day ? "later" : "now";
}

/** Return the rank of a card: what is for the day, the first message, what ends soon, the others; after the end countdowns last. */
function rankOf(picture, posts) {
  if (isEnded()) return picture.message === data.first ? 0 : picture.day ? 100 - picture.number : 1;
  const place = placeToday(picture, posts);
  if (place >= 0) return place - posts.length;
  if (picture.day) return 0;
  if (picture.message === data.first) return 1;
  return isSoon(picture) ? 2 : 3;
}

/** Tell whether a picture shows a post of the plan. */
function isOf({ message, number }, post) {
  return post.message === message && (!post.number || post.number === number);
}

/** Return the posts of the day that match the filters, in their order. */
function postsToday() {
  return data.plan.filter((post) => post.day === day && postedPicture(post));
}

/** Return the index of a picture among the posts of the day, or -1. */
function placeToday(picture, posts) {
  return posts.findIndex((post) => isOf(picture, post));
}

function isSoon({ lastDay }) {
  return lastDay !== "" && daysBefore(lastDay, SOON) <= day;
}

/** Return a card's note about time, if any; the card that is on top is where to start, if nothing is for the day. */
function flagOf(picture, isTop) {
  const place = placeToday(picture, postsToday());
  if (picture.day) return fill(place === 0 ? words.post_today_only : words.today_only, { day: written(picture.day) });
  if (place >= 0) return place ? words.today_too : words.post_today;
  if (isTop && picture.message === data.first) return words.first;
  return isSoon(picture) ? fill(words.until, { day: written(picture.lastDay) }) : "";
}

/** Return the warning to read before posting a picture, if any. */
function warningOf(picture) {
  const sentences = { over: words.over_picture, later: words.later_picture, now: picture.day && words.today_picture };
  const sentence = sentences[timeOf(picture)];
  return sentence && fill(sentence, { day: written(picture.day || picture.lastDay) });
}
