// Pictures that are used rather than posted: on paper, in a mail, a profile or a meeting, until their last day.

/** Return today with what can be used from now on, and each day on which some of it should be taken down. */
function usageDays() {
  const language = choice.language.value, platform = choice.platform.value;
  const there = pictures.filter((picture) => matches(picture, { language, platform, message: "", shape: "" }));
  const firsts = grouped(there.filter((picture) => timeOf(picture) === "now")).map(([first]) => first);
  const ending = firsts.filter(({ lastDay }) => lastDay);
  const last = ending.map(({ lastDay }) => lastDay).sort().at(-1) ?? "";
  return byDay([
    ...firsts.map((picture) => [day, usageItem(picture)]),
    ...data.days.filter((of) => of.day <= last).map(dayRow),
    ...ending.map((picture) => [daysBefore(picture.lastDay, -1), linkTo(picture, fill(words.take_it_down, picture))]),
  ]);
}

function usageItem(picture) {
  const until = picture.lastDay ? fill(words.over_until, { day: written(picture.lastDay) }) : words.any_day;
  return [linkTo(picture, titleOf(picture)), " ", make("span", { className: "meta", textContent: `(${until})` })];
}
