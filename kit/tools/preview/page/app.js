// The page of a preview: faults of the project are at the top, while the last good pictures stay.

import "./cards.js";
import "./keys.js";
import { isOverview } from "./choices.js";
import { chosenIds, counted, element, writeFound } from "./cards.js";
import { listen, on, project } from "./state.js";

const status = document.getElementById("status");
const faults = document.getElementById("faults");
const whole = document.getElementById("campaign");
let left = 0, line = true;

function write() {
  const count = chosenIds().length, all = project.entries.length;
  const found = [...project.looks.values()].filter((look) => look.found.length).length;
  const pictures = isOverview() ? `${count} messages in ${all}` : count === all ? all : `${count} of ${all}`;
  const parts = [`${pictures} pictures`, `${found} with findings`];
  if (left) parts.push(`${left} still to look at`);
  if (!line) parts.unshift("The preview has ended: start it again.");
  status.textContent = all || !line ? parts.join(" · ") : "Reading the project …";
  document.body.classList.toggle("ended", !line);
}

function faultOf(fault) {
  const text = element("pre", "", fault.text);
  text.tabIndex = 0; // long lines scroll: if wrapped, the caret would be in the wrong place
  return text;
}

function writeCampaign() {
  const { campaign: found } = project;
  whole.querySelector("summary").textContent = `${counted(found.length, "finding")} in the campaign as a whole`;
  writeFound(whole.querySelector("ul"), found, "line");
  whole.hidden = !found.length || project.faults.length > 0;
}

on("campaign", writeCampaign);
on("faults", () => {
  const count = project.faults.length;
  const head = `${counted(count, "problem")} to fix; the pictures are from before`;
  faults.replaceChildren(element("h2", "", head), ...project.faults.map(faultOf));
  faults.hidden = !count;
  writeCampaign();
});
on("plan", () => {
  document.title = project.title ? `${project.title}: preview` : "Preview";
  document.getElementById("title").textContent = project.title || "Preview";
  write();
});
on("look", write);
on("shown", write);
on("progress", (event) => { left = event.left; write(); });
on("line", (is) => { line = is; write(); });
listen();
