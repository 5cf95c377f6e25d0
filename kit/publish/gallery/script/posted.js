// What was posted: marks that this device alone keeps, for as long as its browser does.

const MARKS = `posted:${data.kit}`;
/** The paths of pictures that were posted; where the browser keeps nothing, until the page is closed. */
let posted = new Set(), areKept = true;

function readMarks() {
  try { posted = new Set(JSON.parse(localStorage.getItem(MARKS) ?? "[]")); } catch { areKept = false; }
}

function keepMarks() {
  try {
    if (posted.size) localStorage.setItem(MARKS, JSON.stringify([...posted]));
    else localStorage.removeItem(MARKS);
  } catch {
    areKept = false;
  }
  byId("forget").hidden = !posted.size;
}

/** Tell whether one of some pictures was posted. */
function arePosted(group) {
  return group.some(({ path }) => posted.has(path));
}

/** Return the box to tick once a picture is posted, and what is kept of it. */
function marking(picture) {
  const note = hint(areKept ? words.posted_hint : words.posted_lost);
  const box = make("input", { type: "checkbox", checked: posted.has(picture.path), autocomplete: "off" });
  box.onchange = () => {
    if (box.checked) posted.add(picture.path); else posted.delete(picture.path);
    keepMarks();
    note.textContent = areKept ? words.posted_hint : words.posted_lost;
    lastFeed = "";
  };
  return make("section", { className: "posted" }, make("label", {}, box, " ", make("span", { textContent: words.posted })), note);
}

function startMarks() {
  readMarks();
  const forget = byId("forget");
  forget.hidden = !posted.size;
  forget.onclick = () => {
    posted.clear();
    keepMarks();
    showStatus(words.posted_forgotten);
    lastFeed = "";
    route();
  };
}
