// The day: what is due on it, what is over, and what is yet to come. A day is YYYY-MM-DD, that of the reader's own place.

/** How many days before its last one a message counts as due. */
const SOON = 7;
/** The day that the page is of, and the one that was asked for in its place, if any. */
let day = "", askedDay = "";

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

function useDay(asked) {
  askedDay = /^\d{4}-\d\d-\d\d$/.test(asked) && !Number.isNaN(Date.parse(asked)) ? asked : "";
  day = askedDay || today();
}

/** Return the day that is so many days before another. */
function daysBefore(end, count) {
  const date = new Date(end);
  date.setUTCDate(date.getUTCDate() - count);
  return date.toISOString().slice(0, 10);
}

/** Return a day as people read it; one that is written with a full stop, as "7. Dezember", stays with its month. */
function written(date) {
  const said = new Intl.DateTimeFormat(words.dates, { dateStyle: "long", timeZone: "UTC" }).format(new Date(date));
  return said.replace(/(?<=\d\.) /, "\u00a0");
}

/** Tell whether a picture is over on the day, is for a later one, or may be posted now. */
function timeOf({ day: own, lastDay }) {
  const last = own || lastDay;
  if (last && last < day) return "over";
  return own > day ? "later" : "now";
}

/** Return where a card stands: the first message, what is for the day, what ends soon, and the others. */
function rankOf(picture) {
  if (picture.message === data.first) return 0;
  if (picture.day) return 1;
  if (isPlanned(picture)) return 2;
  return isSoon(picture) ? 3 : 4;
}

function isPlanned(picture) {
  return data.plan.some(([on, ...post]) => on === day && isOf(picture, post));
}

/** Tell whether a picture shows a post of the plan. */
function isOf({ message, number }, [index, of]) {
  return messages[index].id === message && (!of || of === number);
}

/** Return where a picture stands among the posts of the day that there are for what is chosen, from 0, or -1. */
function placeToday(picture) {
  const posts = data.plan.filter(([on]) => on === day).map(([, ...post]) => post).filter(postedPicture);
  return posts.findIndex((post) => isOf(picture, post));
}

function isSoon({ lastDay }) {
  return lastDay !== "" && daysBefore(lastDay, SOON) <= day;
}

/** Return what a card says of its time, if anything. */
function flagOf(picture) {
  const place = placeToday(picture);
  if (picture.day) return fill(place === 0 ? words.post_today_only : words.today_only, { day: written(picture.day) });
  if (place === 0) return words.post_today;
  if (picture.message === data.first) return words.first;
  if (place > 0) return words.today_too;
  return isSoon(picture) ? fill(words.until, { day: written(picture.lastDay) }) : "";
}

/** Return what is to be heeded before a picture is posted, if anything. */
function warningOf(picture) {
  const said = { over: words.over_picture, later: words.later_picture, now: picture.day && words.today_picture };
  const sentence = said[timeOf(picture)];
  return sentence && fill(sentence, { day: written(picture.day || picture.lastDay) });
}
