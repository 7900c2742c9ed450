// The article desk: the parts of an article, edited on its own page.
//
// What stands on the page is what the editor wants; `state` is what the server had last. Whatever differs is sent, one
// run of paragraphs after the other (sync). Until it is stored it is kept in localStorage.
import { choose, look, looksAt, send, settle, show, tell, whenStepped } from "./desk.js";
import { counterpart, places } from "./places.js";
import { caret, fromServer, joined, place, read, selected, slice, toServer, write } from "./text.js";

const AFTER = 1000; // milliseconds after the last key
const AGAIN = 3000; // milliseconds until what could not be sent is tried again
const told = JSON.parse(document.getElementById("desk-data").textContent);
const typed = `banmian.desk.typed.${told.issue}/${told.article}`;
const parts = [];
const fields = new Map();
let state = taken(told.state);
let isComposing = false;
let isLeaving = false;
looksAt(`${told.issue}/${told.article}`);

function taken(found) {
  return { ...found, passages: found.passages.map(fromServer) };
}

const isVerse = () => state.kind === "literature";
export const current = () => state;
export const where = () => ({ issue: told.issue, article: told.article, digest: state.digest });

// Sets a field of the article, or of one of its pictures (photos.0.caption).
export function set(field, value, was, digest = state.digest) {
  const [, photo, of] = field.match(/^photos\.(\d+)\.(\w+)$/) ?? [];
  if (of) return send("set_picture", { ...where(), digest, photo: Number(photo), field: of, value, was }, look);
  return send("set_field", { ...where(), digest, field, value, was }, look);
}

// ---- what is typed is kept until it is stored ----

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(typed)) ?? { runs: [], fields: {} };
  } catch {
    return { runs: [], fields: {} };
  }
}

function remember(found = { runs: [...runs()].map(kept), fields: typedFields() }) {
  try {
    if (found.runs.length || Object.keys(found.fields).length) localStorage.setItem(typed, JSON.stringify(found));
    else localStorage.removeItem(typed);
  } catch {
    tell([{ message: "这个浏览器不肯留住打的字", hint: "存好以前不要关" }]);
  }
}

const sources = (passages) => passages.map(({ source }) => source);
const kept = ({ first, was, parts: some }) => ({
  first, was: sources(was), values: some.map((part) => part.value()), all: sources(state.passages),
});
const typedFields = () => Object.fromEntries(
  [...fields.values()].filter((one) => one.isUnsaved).map((one) => [one.field, { was: one.was, value: one.value() }]),
);

// ---- paragraphs ----

class Paragraph {
  constructor(element, passage) {
    this.passage = passage;
    this.adopt(element);
  }

  adopt(element) {
    this.element = element;
    element.desk = this;
    this.isEdited = false;
  }

  get at() {
    return parts.indexOf(this);
  }

  get isUnsaved() {
    return this.element.classList.contains("is-unsaved");
  }

  get isSource() {
    return this.passage?.shape === "source";
  }

  get tools() {
    return [...this.element.querySelectorAll(":scope > .desk-tools")];
  }

  // Buttons, number, and what a browser must know to let people type here.
  dress() {
    const { element } = this;
    if (!this.tools.length) element.append(document.getElementById("desk-paragraph").content.firstElementChild.cloneNode(true));
    element.querySelector('[data-action="join"]').hidden = this.at > 0 || !told.upper; // a whole article joins the one above
    element.querySelector('[data-action="split"]').hidden = this.at === 0;
    if (!this.isSource && element.contentEditable !== "true") element.contentEditable = "true";
    element.classList.toggle("is-source", this.isSource);
    element.classList.toggle("is-subhead", this.shape === "subhead");
    element.tabIndex = 0;
    const number = String(this.at + 1);
    if (element.dataset.paragraph !== number) element.dataset.paragraph = number;
  }

  value() {
    if (!this.isSource) return { shape: this.shape ?? this.passage?.shape ?? "text", ...this.text() };
    return { shape: "source", source: this.element.querySelector("textarea")?.value ?? this.passage.source };
  }

  text() {
    if (this.isEdited || !this.passage) return read(this.element);
    const { text, bold, links } = this.passage;
    return { text, bold, links };
  }

  get isEmpty() {
    const { source, text } = this.value();
    return !(source ?? text).trim();
  }

  // Shows the stored text in place of the published one.
  edit(at) {
    if (!this.isEdited) {
      if (this.isSource) return this.editSource();
      this.fill(this.text());
      this.isEdited = true;
    }
    this.element.classList.add("is-edited");
    if (at !== undefined) place(this.element, at);
  }

  fill(value) {
    const { tools } = this;
    write(this.element, value);
    this.element.append(...tools);
    this.isEdited = true;
    this.dress();
  }

  editSource() {
    const box = document.createElement("textarea");
    box.className = "desk-source";
    box.setAttribute("aria-label", "这一段的原样");
    box.value = this.passage.source;
    box.rows = Math.min(this.passage.source.split("\n").length + 1, 20);
    box.addEventListener("input", () => changed(this));
    this.element.replaceChildren(box, ...this.tools);
    this.isEdited = true;
    this.element.classList.add("is-edited");
    box.focus();
  }

  // Stands for a passage that the server has now.
  become(passage, isStored) {
    const { passage: before } = this;
    this.passage = passage;
    if (isStored) this.element.classList.remove("is-unsaved");
    if (this.isUnsaved) return;
    const isHere = this.element.contains(document.activeElement);
    if (isHere && !isStored && !this.isSource && before?.source !== passage.source) {
      const [at] = selected(this.element) ?? [0];
      this.fill(passage);
      this.edit(Math.min(at, passage.text.length));
    } else if (!isHere && (this.isEdited || before?.html !== passage.html || before.source !== passage.source)) this.rest();
  }

  // The published look again.
  rest() {
    this.element.classList.remove("is-edited");
    if (this.isUnsaved || !this.passage) return;
    const fresh = published(this.passage);
    fresh.append(...this.tools);
    this.element.replaceWith(fresh);
    this.shape = undefined;
    this.adopt(fresh);
    this.dress();
  }
}

// A passage as it stands on the published page, or in the form, where that page does not show it as banmian's does.
function published(passage) {
  const made = passage.html ? holder(passage.html) : document.createElement("p");
  if (passage.html) return made;
  if (passage.shape === "source") made.textContent = passage.source;
  else write(made, passage);
  return made;
}

// An element of the published page that can hold buttons: lists and rules cannot.
function holder(html) {
  const box = document.createElement("template");
  box.innerHTML = html; // as it stands on the published page
  const made = box.content.firstElementChild;
  if (!made || !/^(UL|OL|HR|TABLE)$/.test(made.nodeName)) return made;
  const around = document.createElement("div");
  around.append(made);
  return around;
}

function changed(part, wait = AFTER) {
  part.element.classList.add("is-unsaved");
  settle();
  remember();
  soon(wait);
}

// A new paragraph below this one, or above all.
function add(above, value = { text: "", bold: [], links: [] }) {
  const box = document.createElement("p");
  if (above) above.element.after(box);
  else if (parts.length) parts[0].element.before(box);
  else document.querySelector(".desk-body").append(box);
  const fresh = new Paragraph(box, null);
  parts.splice(above ? above.at + 1 : 0, 0, fresh);
  fresh.fill(value);
  fresh.element.classList.add("is-edited");
  parts.forEach((one) => one.dress());
  return fresh;
}

function remove(part) {
  parts.splice(part.at, 1);
  part.element.remove();
  parts.forEach((one) => one.dress());
}

function goTo(part, at) {
  part.element.focus();
  part.edit(at);
}

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

function soon(wait) {
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
function take(found, run = { first: 0, was: [], parts: [] }, sent = []) {
  const before = state.passages;
  const now = taken(found);
  const of = new Map(parts.map((part) => [part.passage, part]));
  const behind = before.slice(run.first + run.was.length);
  const owners = [...before.slice(0, run.first).map((one) => of.get(one)), ...run.parts, ...behind.map((one) => of.get(one))];
  const own = run.parts.map((part) => now.passages.find(({ text }) => text && text === part.value().text)?.source ?? part);
  const old = [...sources(before.slice(0, run.first)), ...own, ...sources(behind)];
  const to = places(old, sources(now.passages));
  if (run.parts.some((_, at) => to[run.first + at] < 0)) return again(run, sent);
  state = now;
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

// ---- fields on the page ----

class Field {
  constructor(element) {
    this.element = element;
    element.desk = this;
    this.field = element.dataset.field;
    element.contentEditable = "plaintext-only";
    element.tabIndex = 0;
    element.setAttribute("role", "textbox");
    element.setAttribute("aria-label", told.labels[this.field] ?? this.field);
    fields.set(this.field, this);
  }

  get isUnsaved() {
    return this.element.classList.contains("is-unsaved");
  }

  value() {
    return read(this.element).text.replace(/\n/g, " ").trim();
  }

  edit(at) {
    this.element.classList.add("is-edited");
    if (!this.isEdited) write(this.element, { text: state.fields[this.field] ?? "" });
    this.isEdited = true;
    if (at !== undefined) place(this.element, at);
  }

  changed() {
    if (!this.isUnsaved) [this.was, this.digest] = [state.fields[this.field] ?? "", state.digest];
    this.element.classList.add("is-unsaved");
    this.isNewer = true;
    settle();
    remember();
    soon(AFTER);
  }

  async store() {
    if (document.querySelector(".desk-conflict")) return false;
    this.isNewer = false;
    const value = this.value();
    const done = await set(this.field, value, this.was, this.digest);
    if (done.ok) {
      if (!this.isNewer) this.element.classList.remove("is-unsaved");
      this.was = value;
      take(done.state);
      this.digest = state.digest;
    } else if (done.status === 409 && done.state) this.conflict(done.state);
    else if (done.status) tell(done.problems);
    else soon(AGAIN);
    return done.ok;
  }

  rest() {
    this.element.classList.remove("is-edited");
    if (this.isUnsaved) return;
    this.isEdited = false;
    const html = state.html[this.field];
    if (html !== undefined) this.element.innerHTML = html; // as it stands on the published page
    else location.reload(); // the page shows it no more
  }

  conflict(now) {
    const box = document.createElement("p");
    box.className = "desk-conflict";
    box.append(`别处改成了 “${now.fields[this.field]}” `);
    for (const [action, words] of [["keep", "用我打的"], ["take", "用别处的"]]) {
      const button = box.appendChild(Object.assign(document.createElement("button"), { type: "button", textContent: words }));
      button.dataset.action = action;
      button.addEventListener("click", () => {
        const others = remembered();
        delete others.fields[this.field];
        if (action === "keep") others.fields[this.field] = { was: now.fields[this.field], value: this.value() };
        remember(others);
        location.reload();
      });
    }
    this.element.closest("h1, h2, p, figcaption, hgroup, div").after(box);
    show("conflict");
  }
}

function restFields() {
  for (const one of fields.values()) if (!one.isUnsaved && !one.element.contains(document.activeElement)) one.rest();
  document.dispatchEvent(new CustomEvent("desk:state", { detail: state }));
}

// ---- keys ----

function cut(part, pieces) {
  const [head, ...rest] = pieces;
  part.fill(head);
  part.element.classList.add("is-unsaved");
  let last = part;
  for (const piece of rest) {
    last = add(last, piece);
    last.element.classList.add("is-unsaved");
  }
  goTo(last, 0);
  remember();
  soon(0);
}

function enter(part) {
  const [from, to] = selected(part.element) ?? [];
  if (from === undefined) return;
  const value = read(part.element);
  const [head, tail] = [slice(value, 0, from), slice(value, to, value.text.length)];
  if (!head.text.trim() && !tail.text.trim()) return;
  if (tail.text.trim() && head.text.trim()) return cut(part, [head, tail]);
  if (!head.text.trim()) return goTo(add(parts[part.at - 1]), 0);
  soon(0);
  goTo(add(part), 0);
}

function join(part) {
  const above = parts[part.at - 1];
  if (!above || above.isSource || part.isSource) return;
  const [one, other] = [above.text(), part.text()];
  goTo(above);
  above.fill(joined(one, other));
  remove(part);
  place(above.element, one.text.length);
  changed(above, 0);
}

function pasted(part, text) {
  const pieces = text.split(isVerse() ? /\n\s*\n/ : /\n+/).map((piece) => piece.trim()).filter(Boolean);
  if (pieces.length < 2) return void document.execCommand("insertText", false, pieces[0] ?? text);
  const [from, to] = selected(part.element) ?? [0, 0];
  const value = read(part.element);
  const made = pieces.map((piece) => ({ text: piece, bold: [], links: [] }));
  made[0] = joined(slice(value, 0, from), made[0]);
  made[made.length - 1] = joined(made[made.length - 1], slice(value, to, value.text.length));
  cut(part, made);
}

const REFUSED = /^(format(Italic|Underline|StrikeThrough|Superscript|Subscript|Indent|Outdent|Justify.*|FontColor|BackColor|FontName)|insertFromDrop|insertHorizontalRule|insert(Un)?OrderedList)$/;
const of = (target) => target.closest?.("[data-paragraph], desk-field")?.desk;

document.addEventListener("beforeinput", (event) => {
  const part = of(event.target);
  const kind = event.inputType;
  if (!part || event.isComposing || !event.target.isContentEditable) return;
  if (REFUSED.test(kind)) event.preventDefault();
  if (part instanceof Field) {
    if (!/^insert(Paragraph|LineBreak)$/.test(kind)) return;
    event.preventDefault();
    sync();
  } else if (kind === "insertParagraph") {
    event.preventDefault();
    const [at] = selected(part.element) ?? [0];
    const { text } = read(part.element);
    if (isVerse() && at && text[at - 1] !== "\n") document.execCommand("insertLineBreak");
    else enter(part);
  } else if (kind === "insertFromPaste") {
    event.preventDefault();
    pasted(part, (event.dataTransfer?.getData("text/plain") ?? event.data ?? "").replace(/\r\n?/g, "\n"));
  } else if (/^delete.*Backward$/.test(kind)) {
    const [from, to] = selected(part.element) ?? [1, 1];
    if (from || to) return;
    event.preventDefault();
    join(part);
  } else if (/^delete.*Forward$/.test(kind)) {
    const [from, to] = selected(part.element) ?? [0, 1];
    if (from !== to || from !== read(part.element).text.length) return;
    event.preventDefault();
    const below = parts[part.at + 1];
    if (below) join(below);
  }
});

document.addEventListener("input", (event) => {
  const part = of(event.target);
  if (!part || !event.target.isContentEditable) return;
  if (part instanceof Paragraph) {
    part.dress();
    changed(part);
  } else part.changed();
});

document.addEventListener("compositionstart", () => (isComposing = true));
document.addEventListener("compositionend", () => {
  isComposing = false;
  soon(AFTER);
});

document.addEventListener("mousedown", (event) => {
  const part = of(event.target);
  if (!part || part.isEdited || event.target.closest(".desk-tools, button, textarea") || part.isSource) return;
  // The published text and the stored one have the same number of characters, so that the caret stays where it was put.
  const range = document.caretRangeFromPoint?.(event.clientX, event.clientY);
  const at = range ? caret(part.element, range.startContainer, range.startOffset) : null;
  event.preventDefault();
  goTo(part, at ?? 0);
});

document.addEventListener("focusin", (event) => {
  const part = of(event.target);
  if (part && !event.target.closest(".desk-tools") && !part.isSource) part.edit();
});

document.addEventListener("focusout", (event) => {
  const part = of(event.target);
  if (!part || part.element.contains(event.relatedTarget)) return;
  part.element.classList.remove("is-edited");
  if (part instanceof Paragraph && part.isEmpty && part.at >= 0 && parts.length > 1 && !event.relatedTarget?.closest?.("dialog")) {
    if (part.passage) changed(part, 0);
    parts.splice(part.at, 1);
    setTimeout(() => part.element.remove());
    parts.forEach((one) => one.dress());
  } else if (!part.isUnsaved) part.rest();
  sync();
});

document.addEventListener("keydown", (event) => {
  const part = of(event.target);
  if (part?.isSource && event.key === "Enter" && event.target === part.element) {
    event.preventDefault();
    part.editSource();
  }
});

// ---- buttons of a paragraph ----

const ROLES = [
  ["title", "标题"], ["kicker", "引题"], ["subtitle", "副题"], ["byline", "署名"],
  ["caption", "图片说明"], ["furniture", "不属于文章（报头、版名一类）"],
];

// Done on what is stored, so whatever is typed is stored first.
export async function structural(act, more, then = () => location.reload()) {
  await sync();
  if (document.body.dataset.state !== "saved") return;
  isLeaving = true; // what the preview tells of this change must not load the old page again
  const done = await send(act, { ...where(), ...more }, look);
  if (done.ok) return then(done);
  isLeaving = false;
  tell(done.problems);
}

export const toArticle = ({ article }) => (location.href = `/_desk/article/${told.issue}/${article || told.article}/`);

const ACTIONS = {
  bold(part) {
    part.element.focus();
    document.execCommand("styleWithCSS", false, false);
    document.execCommand("bold");
  },
  subhead(part) {
    part.edit();
    part.shape = (part.shape ?? part.passage?.shape) === "subhead" ? "text" : "subhead";
    part.dress();
    changed(part, 0);
  },
  source: (part) => part.editSource(),
  insert: (part) => goTo(add(part), 0),
  delete(part) {
    part.element.classList.add("is-unsaved");
    if (parts.length > 1) remove(part);
    else part.fill({ text: "" }); // somewhere one must be able to type
    remember();
    sync();
  },
  split: (part) => structural("split", { at: part.at }, toArticle),
  join: () => structural("join", { upper: told.upper }, toArticle),
  async move(part) {
    const to = await choose("移到哪一篇的末尾", told.others);
    if (to) structural("move", { first: part.at, last: part.at + 1, to });
  },
  async role(part) {
    const role = await choose("这一段其实是", ROLES);
    if (role) structural("role", { at: part.at, role });
  },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-paragraph] button[data-action]");
  const part = button && of(button);
  if (part) ACTIONS[button.dataset.action]?.(part);
});

// ---- beginning ----

function begin() {
  for (const element of document.querySelectorAll("[data-paragraph-goes-on]")) element.remove();
  state.passages.forEach((passage, at) => {
    const element = document.querySelector(`[data-paragraph="${at + 1}"]`) ?? document.querySelector(".desk-body").appendChild(published(passage));
    let own = element;
    if (/^(UL|OL|HR|TABLE)$/.test(element.nodeName)) {
      own = document.createElement("div");
      element.replaceWith(own);
      own.append(element);
      element.removeAttribute("data-paragraph");
    }
    parts.push(new Paragraph(own, passage));
  });
  if (!parts.length) add();
  parts.forEach((part) => part.dress());
  for (const element of document.querySelectorAll("desk-field")) new Field(element);
  show("saved");
  restore();
}

// What was typed and not stored, when the tab was closed or the preview was ended.
function restore() {
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

whenStepped(({ state: now }) => renew(now));

let version;
new EventSource("/_banmian/events").addEventListener("message", async (event) => {
  const now = JSON.parse(event.data);
  const isNew = version !== undefined && now.version !== version;
  version = now.version;
  if (!isNew || syncing || isLeaving) return;
  const answer = await fetch(`/_desk/state/${look}`, { cache: "no-store" });
  const found = await answer.json().catch(() => undefined);
  if (found !== undefined && !syncing && !isLeaving && found?.digest !== state.digest) renew(found);
});

begin();
