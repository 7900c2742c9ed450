// Storing: what stands on the page is what the editor wants, and `state` is what the server had last. Whatever differs is
// sent, one run of paragraphs after the other. Until it is stored it is kept in localStorage.
import { fields, has, parts, sources, state, taken, told, where } from "./article.js";
import { look, send, settle, show, tell } from "./desk.js";
import { Paragraph, add, published, remove } from "./paragraphs.js";
import { counterpart, places } from "./places.js";
import { toServer, write } from "./text.js";

export const AFTER = 1000; // milliseconds after the last key
export const AGAIN = 3000; // milliseconds until what could not be sent is tried again
const typed = `banmian.desk.typed.${told.issue}/${told.article}`;
let isComposing = false;

// Half-typed pinyin is not stored.
export function composes(is) {
  isComposing = is;
  if (!is) soon(AFTER);
}

// ---- what is typed is kept until it is stored ----

export function remembered() {
  try {
    return JSON.parse(localStorage.getItem(typed)) ?? { runs: [], fields: {} };
  } catch {
    return { runs: [], fields: {} };
  }
}

export function remember(found = { runs: [...runs()].map(kept), fields: typedFields() }) {
  try {
    if (found.runs.length || Object.keys(found.fields).length) localStorage.setItem(typed, JSON.stringify(found));
    else localStorage.removeItem(typed);
  } catch {
    tell([{ message: "这个浏览器不肯留住打的字", hint: "存好以前不要关" }]);
  }
}

const kept = ({ first, was, parts: some }) => ({
  first, was: sources(was), values: some.map((part) => part.value()), all: sources(state.passages),
});
const typedFields = () => Object.fromEntries(
  [...fields.values()].filter((one) => one.isUnsaved).map((one) => [one.field, { was: one.was, value: one.value() }]),
);

// ---- what differs from what the server has ----

// The runs of paragraphs that differ: from `first` on, the passages `was` are to become `parts`.
function* runs() {
  const local = parts.filter((part) => !part.isEmpty);
  let i = 0;
  let j = 0;
  while (i < local.length || j < state.passages.length) {
    if (i < local.length && !local[i].isUnsaved && local[i].passage === state.passages[j]) {
      i += 1;
      j += 1;
      continue;
    }
    const [from, first] = [i, j];
    while (i < local.length && (local[i].isUnsaved || !state.passages.includes(local[i].passage))) i += 1;
    j = i < local.length ? state.passages.indexOf(local[i].passage) : state.passages.length;
    yield { first, was: state.passages.slice(first, j), parts: local.slice(from, i) };
  }
}

let timer = 0;
let syncing = null;

export const isStoring = () => syncing !== null;

export function soon(wait) {
  clearTimeout(timer);
  timer = setTimeout(sync, wait);
}

// Stores whatever differs; resolves when that is done, or could not be.
export function sync() {
  clearTimeout(timer);
  if (isComposing) {
    soon(AFTER);
    return Promise.resolve(false);
  }
  syncing ??= stored().finally(() => {
    syncing = null;
    if (document.body.dataset.state !== "error") settle();
  });
  return syncing;
}

async function stored() {
  for (const one of fields.values()) if (one.isUnsaved && !(await one.store())) return false;
  for (let [run] = runs(); run; [run] = runs()) {
    if (document.querySelector(".desk-conflict")) return show("conflict");
    const sent = run.parts.map((part) => JSON.stringify(part.value()));
    const was = sources(run.was);
    const paragraphs = run.parts.map((part) => toServer(part.value()));
    const request = { ...where(), first: run.first, last: run.first + was.length, was, paragraphs };
    const done = await send("put", request, look);
    if (done.ok) take(done.state, run, sent);
    else if (!failed(done, run, sent)) return false;
  }
  for (const part of parts.filter((one) => one.isEmpty && one.isUnsaved)) {
    part.element.classList.remove("is-unsaved"); // it is stored nowhere any more
    part.passage = null;
  }
  remember();
  return true;
}

// Whether there is something to go on with.
function failed(done, run, sent) {
  if (done.status === 409 && done.state) return met(taken(done.state), done.state, run, sent);
  if (done.status) tell(done.problems);
  else soon(AGAIN);
  return false;
}

// Somebody else changed the file where this run was to stand.
function met(now, found, run, sent) {
  if (!run.was.length) return take(found); // what is only added overwrites nothing: it goes where its neighbour is now
  const all = sources(state.passages);
  const last = run.first + run.was.length;
  const place = counterpart(places(all, sources(now.passages)), run.first, last, now.passages.length);
  const theirs = now.passages.slice(place.from, place.until);
  const said = theirs.map(({ shape, text, source }) => (shape === "source" ? source : text));
  const typed = run.parts.map((part) => part.value()).map(({ text, source }) => source ?? text);
  if (place.until - place.from === run.parts.length && said.every((words, at) => words === typed[at])) return take(found, run, sent);
  conflict({ from: place.from, theirs, parts: run.parts, above: all.slice(place.a, run.first), below: all.slice(last, place.b) });
  return false;
}

// Takes in what the server has now. What was sent is one passage each; what somebody else changed in other places is
// shown, and nothing is done where something is typed.
export function take(found, run = { first: 0, was: [], parts: [] }, sent = []) {
  const before = state.passages;
  const now = taken(found);
  const of = new Map(parts.map((part) => [part.passage, part]));
  const behind = before.slice(run.first + run.was.length);
  const owners = [...before.slice(0, run.first).map((one) => of.get(one)), ...run.parts, ...behind.map((one) => of.get(one))];
  const own = run.parts.map((part) => now.passages.find(({ text }) => text && text === part.value().text)?.source ?? part);
  const old = [...sources(before.slice(0, run.first)), ...own, ...sources(behind)];
  const to = places(old, sources(now.passages));
  if (run.parts.some((_, at) => to[run.first + at] < 0)) return again(run, sent);
  has(now);
  const lost = [];
  owners.forEach((part, at) => {
    if (!part || !parts.includes(part)) return;
    const by = run.parts.indexOf(part);
    const passage = now.passages[to[at]];
    const isLost = part.isUnsaved && by < 0 && part.passage.source !== passage?.source;
    if (isLost) lost.push([part, counterpart(to, at, at + 1, now.passages.length)]);
    if (passage) part.become(passage, by >= 0 && JSON.stringify(part.value()) === sent[by]);
    else if (isLost) part.passage = null;
    else remove(part);
  });
  now.passages.forEach((passage, at) => to.includes(at) || bring(passage, now.passages[at - 1]));
  parts.forEach((part) => part.dress());
  for (const [part, { from, until }] of lost) conflict({ from, theirs: now.passages.slice(from, until), parts: [part] });
  remember();
  restFields();
  return true;
}

// Shows a passage that somebody else added.
function bring(passage, above) {
  const part = new Paragraph(published(passage), passage);
  const at = parts.findIndex((one) => one.passage === above) + 1;
  if (at) parts[at - 1].element.after(part.element);
  else if (parts.length) parts[0].element.before(part.element);
  else document.querySelector(".desk-body")?.append(part.element);
  parts.splice(at, 0, part);
}

// The page anew, which finds again what is remembered; what was sent has become other passages than it was.
function again(run, sent) {
  const isStored = (part) => sent[run.parts.indexOf(part)] === JSON.stringify(part.value());
  remember({ runs: [...runs()].filter((one) => !one.parts.some(isStored)).map(kept), fields: typedFields() });
  location.reload();
  return false;
}

// Takes in what somebody else made of the article, where nothing is being typed.
export function renew(found) {
  const isTyped = [...runs()].length || [...fields.values()].some((one) => one.isUnsaved);
  if (!found && isTyped) return tell([{ message: "这一篇的文件现在读不了，或者不在了", hint: "打的字留着；文件好了，刷新这一页" }]);
  if (!found) return void (location.href = `/_desk/issue/${told.issue}/`);
  if (isTyped || document.querySelector(".desk-conflict")) return;
  take(found);
  settle();
}

// ---- both changed ----

// `theirs` stands in the file from passage `from` on; in place of it these parts, with what stood above and below them,
// are what this page would have.
function conflict({ from, theirs, parts: mine, above = [], below = [] }) {
  const box = document.createElement("div");
  box.className = "desk-conflict desk-tools";
  box.contentEditable = "false";
  box.append(Object.assign(document.createElement("p"), { textContent: "别处已经改成：" }));
  const said = theirs.map(({ text, source }) => text ?? source).join("\n") || "（这一段没有了）";
  box.append(Object.assign(document.createElement("blockquote"), { textContent: said }));
  const raw = (source) => ({ shape: "source", source });
  for (const [action, words] of [["keep", "用我打的"], ["take", "用别处的"]]) {
    const button = box.appendChild(Object.assign(document.createElement("button"), { type: "button", textContent: words }));
    button.dataset.action = action;
    button.addEventListener("click", () => {
      const others = [...runs()].filter((run) => !run.parts.some((part) => mine.includes(part))).map(kept);
      const values = [...above.map(raw), ...mine.map((part) => part.value()), ...below.map(raw)];
      const all = [...sources(state.passages.slice(0, from)), ...sources(theirs)];
      const own = { first: from, was: sources(theirs), values, all };
      remember({ runs: action === "keep" ? [...others, own] : others, fields: typedFields() });
      location.reload();
    });
  }
  const place = mine[0] ?? parts[Math.min(from, parts.length - 1)];
  place.element.append(box);
  show("conflict");
  box.querySelector("button").focus();
}

export function restFields() {
  for (const one of fields.values()) if (!one.isUnsaved && !one.element.contains(document.activeElement)) one.rest();
  document.dispatchEvent(new CustomEvent("desk:state", { detail: state }));
}

// ---- what was left ----

// What was typed and not stored, when the tab was closed or the preview was ended.
export function restore() {
  const { runs: left, fields: texts } = remembered();
  for (const [name, { was, value }] of Object.entries(texts)) {
    const one = fields.get(name);
    if (!one) continue;
    one.edit();
    write(one.element, { text: value });
    one.changed();
    one.was = was;
    if (was !== (state.fields[name] ?? "")) one.conflict(state);
  }
  const found = left.map((run) => ({ ...run, place: placed(run) })).sort((one, other) => other.first - one.first);
  for (const run of found) put(run);
  if (found.length) sync();
}

// Where a run that is remembered stands now, and whether that is as it was.
function placed({ was, first, all = was }) {
  const now = sources(state.passages);
  const place = counterpart(places(all, now), first, first + was.length, now.length);
  const isSame = place.b - place.a === was.length && was.join("\0") === now.slice(place.from, place.until).join("\0");
  return { ...place, isSame: isSame || !was.length };
}

function put({ place, first, was, values, all = was }) {
  const { from, until, isSame } = place;
  const old = isSame && was.length ? parts.slice(from, until) : [];
  const made = [];
  for (const [by, value] of values.entries()) {
    const part = old[by] ?? add(made[by - 1] ?? parts[from - 1]);
    if (value.shape === "source" && part.isSource) {
      part.editSource();
      part.element.querySelector("textarea").value = value.source;
    } else part.fill(value);
    part.shape = value.shape === "subhead" ? "subhead" : undefined;
    part.element.classList.add("is-unsaved");
    made.push(part);
  }
  for (const part of old.slice(values.length)) remove(part);
  if (isSame) return;
  const [above, below] = [all.slice(place.a, first), all.slice(first + was.length, place.b)];
  conflict({ from, theirs: state.passages.slice(from, until), parts: made, above, below });
}
