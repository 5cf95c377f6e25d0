// The state of the project from the server, and of the view: kept here, sent to listeners.

export const project = { title: "", entries: [], languages: [], shown: [], looks: new Map(), faults: [], campaign: [] };
export const shown = { language: "", layers: new Set(), strings: null, sheet: false, cell: 160, phone: false };

const listeners = new Map();

/** Call a function at every event of a kind: "plan", "faults", "campaign", "look", "progress", "shown", "line". */
export function on(kind, listener) {
  listeners.set(kind, [...(listeners.get(kind) ?? []), listener]);
}

export function emit(kind, event) {
  for (const listener of listeners.get(kind) ?? []) listener(event);
}

const takers = {
  plan({ title, entries, languages, shown }) {
    Object.assign(project, { title, entries, languages, shown });
    const ids = new Set(entries.map((entry) => entry.id));
    for (const id of project.looks.keys()) if (!ids.has(id)) project.looks.delete(id);
  },
  faults({ faults }) { project.faults = faults; },
  campaign({ campaign }) { project.campaign = campaign; },
  look({ look }) { project.looks.set(look.id, look); },
  progress() {},
};

function take(event) {
  takers[event.kind](event);
  emit(event.kind, event);
}

async function all() {
  const state = await (await fetch("/state")).json();
  take({ kind: "plan", ...state });
  take({ kind: "faults", faults: state.faults });
  take({ kind: "campaign", campaign: state.campaign });
  for (const look of state.looks) take({ kind: "look", look });
}

/** Listen to the server from now on; after a lost connection, request everything again. */
export function listen() {
  const source = new EventSource("/events");
  source.onopen = () => { emit("line", true); all(); };
  source.onmessage = (event) => take(JSON.parse(event.data));
  source.onerror = () => emit("line", false);
}

/** Report which pictures are on screen, with their widths in pixels, so that these are made first. */
export function see(visible) {
  fetch("/view", { method: "POST", body: JSON.stringify({ visible, strings: shown.strings, language: shown.language }) }).catch(() => {});
}
