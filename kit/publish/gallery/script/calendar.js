// The calendar: a file beside the page, offered from the page's day on.

/** Save the calendar, without past events if the page may read the file, which it may not in a folder. */
async function saveCalendar(event) {
  const link = event.currentTarget;
  showStatus(words.plan_saved);
  if (isFile || !(postDays()[0]?.[0] < day)) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(answer.statusText);
    const file = new Blob([comingEvents(await answer.text())], { type: "text/calendar" });
    const href = URL.createObjectURL(file);
    make("a", { href, download: link.getAttribute("href") }).click();
    setTimeout(() => URL.revokeObjectURL(href), STATUS_MS);
  } catch {
    location.assign(link.href);
  }
}

/** Return a calendar without the events before the day (https://www.rfc-editor.org/rfc/rfc5545#section-3.6.1). */
function comingEvents(text) {
  return text.replace(/BEGIN:VEVENT\r\n.*?END:VEVENT\r\n/gs, (event) => {
    const [, ...date] = event.match(/^DTSTART;VALUE=DATE:(\d{4})(\d\d)(\d\d)/m);
    return date.join("-") < day ? "" : event;
  });
}
