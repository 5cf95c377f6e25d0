// What is not posted on a day but used: on paper, in a mail, a profile or a meeting. It is taken down after its last day.

/** Return today with what may be used from then on, and each day on which some of it is to be taken down. */
function useDays() {
  const language = choice.language.value, platform = choice.platform.value;
  const there = pictures.filter((picture) => isAsked(picture, { language, platform, message: "", shape: "" }));
  const firsts = grouped(there.filter((picture) => timeOf(picture) === "now")).map(([first]) => first);
  const ending = firsts.filter(({ lastDay }) => lastDay);
  const last = ending.map(({ lastDay }) => lastDay).sort().at(-1) ?? "";
  return byDay([
    ...firsts.map((picture) => [day, usedItem(picture)]),
    ...data.days.filter(([on]) => on <= last).map(dayRow),
    ...ending.map((picture) => [daysBefore(picture.lastDay, -1), linkTo(picture, fill(words.take_it_down, picture))]),
  ]);
}

function usedItem(picture) {
  const until = picture.lastDay ? fill(words.over_until, { day: written(picture.lastDay) }) : words.any_day;
  return [linkTo(picture, titleOf(picture)), " ", make("span", { className: "meta", textContent: `(${until})` })];
}
