// The article desk: the parts of an article, edited on its own page.
import { choose, look, looksAt, send, settle, show, tell, whenStepped } from "./desk.js";
import { joined, place, read, same, selected, slice, write, caret } from "./text.js";

const AFTER = 1000; // milliseconds after the last key
const AGAIN = 3000; // milliseconds until what could not be sent is tried again
const told = JSON.parse(document.getElementById("desk-data").textContent);
const typed = `banmian.desk.typed.${told.issue}/${told.article}`;
let state = told.state;
let parts = [];
let queue = Promise.resolve();
looksAt(`${told.issue}/${told.article}`);

const isVerse = () => state.kind === "literature";

// ---- what was typed is kept until it is stored ----

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(typed)) ?? {};
  } catch {
    return {};
  }
}

function remember(key, value) {
  const all = remembered();
  if (value === null) delete all[key];
  else all[key] = value;
  try {
    if (Object.keys(all).length) localStorage.setItem(typed, JSON.stringify(all));
    else localStorage.removeItem(typed);
  } catch {
    show("error", "这个浏览器不肯留住打的字；存好以前不要关");
  }
}

// ---- parts ----

class Part {
  constructor(element) {
    this.element = element;
    this.timer = 0;
    this.isEdited = false;
    this.wasTyped = false;
    element.desk = this;
  }

  get isDirty() {
    return this.element.classList.contains("is-unsaved");
  }

  changed() {
    this.wasTyped = true;
    this.element.classList.add("is-unsaved");
    remember(this.key, this.kept());
    settle();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), AFTER);
  }

  save() {
    clearTimeout(this.timer);
    if (!this.isDirty) return queue;
    queue = queue.then(() => this.stored());
    return queue;
  }

  async stored() {
    if (!this.isDirty || this.isInConflict) return;
    this.wasTyped = false;
    const key = this.key;
    const done = await this.sent();
    if (done.ok) {
      if (!this.wasTyped) this.element.classList.remove("is-unsaved");
      remember(key, null);
      take(done.state);
      if (this.wasTyped) remember(this.key, this.kept());
      settle();
    } else if (done.status === 409 && done.state) {
      this.conflict(done.state);
    } else {
      if (done.status) tell(done.problems);
      else this.timer = setTimeout(() => this.save(), AGAIN);
    }
  }

  // Both versions, until one is chosen.
  conflict(now) {
    this.isInConflict = true;
    const theirs = this.theirs(now);
    const box = document.createElement("div");
    box.className = "desk-conflict desk-tools";
    box.contentEditable = "false";
    box.append(Object.assign(document.createElement("p"), { textContent: "别处改成了：" }));
    box.append(Object.assign(document.createElement("blockquote"), { textContent: theirs ?? "（这一段没有了）" }));
    for (const [action, words] of [["keep", "用我打的"], ["take", "用别处的"]]) {
      const button = box.appendChild(document.createElement("button"));
      button.type = "button";
      button.dataset.action = action;
      button.textContent = words;
      button.addEventListener("click", () => {
        box.remove();
        this.isInConflict = false;
        if (action === "keep") this.resend(now);
        else this.dropped(now);
      });
    }
    (this.element.matches("desk-field") ? this.element.parentElement : this.element).append(box);
    show("conflict");
  }

  dropped(now) {
    this.element.classList.remove("is-unsaved");
    remember(this.key, null);
    this.isEdited = false;
    take(now, true);
    settle();
  }
}

class Paragraph extends Part {
  constructor(element, passage) {
    super(element);
    this.passage = passage;
    this.dress();
  }

  get at() {
    return parts.indexOf(this);
  }

  get key() {
    return this.passage ? `p:${this.passage.source}` : `new:${this.at}`;
  }

  dress() {
    const element = this.element;
    if (!element.querySelector(":scope > .desk-tools:not(.desk-conflict)")) {
      element.append(document.getElementById("desk-paragraph").content.cloneNode(true));
    }
    element.querySelector('[data-action="join"]').hidden = this.at !== 0; // a whole article joins the one above
    const isText = !this.passage || this.passage.shape !== "source";
    if (isText && element.contentEditable !== "true") element.contentEditable = "true";
    element.classList.toggle("is-source", !isText);
    element.tabIndex = 0;
    element.dataset.paragraph = String(Math.max(this.at, 0) + 1);
  }

  value() {
    if (this.passage?.shape === "source") return { shape: "source", source: this.element.querySelector("textarea").value };
    return { shape: this.shape ?? this.passage?.shape ?? "text", ...read(this.element) };
  }

  kept() {
    return { was: this.passage ? [this.passage.source] : [], at: this.at, value: this.value() };
  }

  edit(at) {
    if (this.isEdited) return;
    this.isEdited = true;
    this.element.classList.add("is-edited");
    if (this.passage?.shape === "source") return this.editSource();
    this.fill(this.passage ?? { text: "" });
    if (at !== undefined) place(this.element, at);
  }

  fill(value) {
    const tools = [...this.element.querySelectorAll(":scope > .desk-tools")];
    write(this.element, value);
    this.element.append(...tools);
  }

  editSource() {
    const box = document.createElement("textarea");
    box.className = "desk-source";
    box.setAttribute("aria-label", "这一段的原样");
    box.value = this.passage.source;
    box.rows = Math.min(this.passage.source.split("\n").length + 1, 20);
    box.addEventListener("input", () => this.changed());
    const tools = [...this.element.querySelectorAll(":scope > .desk-tools")];
    this.element.replaceChildren(box, ...tools);
    box.focus();
  }

  // The published look again, where nothing waits to be stored.
  rest() {
    if (this.isDirty || !this.passage?.html || !this.element.isConnected) return;
    this.isEdited = false;
    const made = block(this.passage.html);
    const tools = [...this.element.querySelectorAll(":scope > .desk-tools")];
    const fresh = made ?? document.createElement("p");
    fresh.append(...tools);
    fresh.desk = this;
    this.element.replaceWith(fresh);
    this.element = fresh;
    this.dress();
  }

  sent() {
    const was = this.passage ? [this.passage.source] : [];
    const fields = { ...where(), first: this.at, last: this.at + was.length, was, paragraphs: [this.value()] };
    return send("put", fields, look);
  }

  theirs(now) {
    return now.passages[this.at]?.text ?? now.passages[this.at]?.source;
  }

  resend(now) {
    const same = now.passages.length === parts.length;
    state = now;
    if (same) parts.forEach((part, at) => (part.passage = now.passages[at]));
    else {
      remember(this.key, { ...this.kept(), was: [] });
      location.reload();
      return;
    }
    remember(this.key, this.kept());
    this.save();
  }
}

class Field extends Part {
  constructor(element) {
    super(element);
    this.field = element.dataset.field;
    element.contentEditable = "plaintext-only";
    element.tabIndex = 0;
    element.setAttribute("role", "textbox");
    element.setAttribute("aria-label", told.labels[this.field] ?? this.field);
  }

  get key() {
    return `f:${this.field}`;
  }

  value() {
    return read(this.element).text.replace(/\n/g, " ").trim();
  }

  kept() {
    return { was: state.fields[this.field], value: this.value() };
  }

  edit(at) {
    if (this.isEdited) return;
    this.isEdited = true;
    this.element.classList.add("is-edited");
    write(this.element, { text: state.fields[this.field] ?? "" });
    if (at !== undefined) place(this.element, at);
  }

  rest() {
    if (this.isDirty) return;
    this.isEdited = false;
    this.element.classList.remove("is-edited");
    const html = state.html[this.field];
    if (html === undefined) return void (state.fields[this.field] ? location.reload() : null);
    this.element.innerHTML = html; // the page's own HTML, made and escaped by its filters
  }

  sent() {
    return send("set_field", { ...where(), field: this.field, value: this.value(), was: state.fields[this.field] ?? "" }, look);
  }

  theirs(now) {
    return now.fields[this.field];
  }

  resend(now) {
    state = now;
    this.save();
  }
}

const where = () => ({ issue: told.issue, article: told.article, digest: state.digest });

function block(html) {
  const box = document.createElement("template");
  box.innerHTML = html; // as it stands on the published page
  const made = box.content.firstElementChild;
  return made && /^(UL|OL|HR|TABLE)$/.test(made.nodeName) ? wrapped(made) : made;
}

// Lists and rules cannot hold buttons.
function wrapped(element) {
  const box = document.createElement("div");
  box.append(element);
  return box;
}

// Takes in what the article is now. Parts that are being edited keep what was typed.
function take(now, anyway = false) {
  if (!now) return void (location.href = `/_desk/issue/${told.issue}/`);
  const before = state;
  state = now;
  if (now.passages.length !== parts.length) return void location.reload();
  parts.forEach((part, at) => {
    const was = part.passage;
    part.passage = now.passages[at];
    const isFocused = part.element.contains(document.activeElement);
    if (anyway || (!isFocused && !part.isDirty && (part.isEdited || was?.html !== part.passage.html))) part.rest();
    else part.dress();
    if (isFocused && !part.isDirty && was && !same(was.source, part.passage.source) && !same(part.value().text, part.passage.text)) {
      part.isEdited = false;
      part.edit(selected(part.element)?.[0]);
    }
  });
  for (const element of document.querySelectorAll("desk-field[data-field]")) {
    const part = element.desk;
    if (!part.isDirty && !element.contains(document.activeElement)) part.rest();
  }
  document.dispatchEvent(new CustomEvent("desk:state", { detail: { before, now } }));
}

export const current = () => state;
export const place_of = where;
export { take };

// ---- Enter, Backspace, paste ----

function after(part, made) {
  const box = document.createElement("p");
  box.className = "is-edited is-unsaved";
  part.element.after(box);
  const fresh = new Paragraph(box, null);
  fresh.isEdited = true;
  parts.splice(part.at + 1, 0, fresh);
  fresh.fill(made);
  fresh.dress();
  return fresh;
}

// Sends a change of several paragraphs at once, after all that waits.
function restructure(change) {
  queue = queue.then(async () => {
    const done = await send("put", change(), look);
    if (done.ok) take(done.state);
    else {
      tell(done.problems);
      if (done.status) location.reload();
    }
  });
  return queue;
}

function cut(part, pieces) {
  const first = part.at;
  const was = part.passage ? [part.passage.source] : [];
  const shape = part.passage?.shape ?? "text";
  const [head, ...rest] = pieces;
  remember(part.key, null);
  clearTimeout(part.timer);
  part.fill(head);
  part.element.classList.remove("is-unsaved");
  part.isEdited = true;
  let last = part;
  for (const piece of rest) last = after(last, piece);
  for (const one of parts.slice(first, first + pieces.length)) one.element.classList.remove("is-unsaved");
  last.element.focus();
  place(last.element, 0);
  const paragraphs = pieces.map((piece, at) => ({ shape: at ? "text" : shape, ...piece }));
  restructure(() => ({ ...where(), first, last: first + was.length, was, paragraphs: paragraphs.filter(({ text }) => text.trim()) }));
}

function enter(part) {
  const at = selected(part.element);
  const value = read(part.element);
  if (!at) return;
  const [head, tail] = [slice(value, 0, at[0]), slice(value, at[1], value.text.length)];
  if (!head.text.trim()) return;
  if (!tail.text.trim()) {
    part.save();
    const fresh = after(part, { text: "", bold: [], links: [] });
    fresh.element.classList.remove("is-unsaved");
    fresh.element.focus();
    place(fresh.element, 0);
    return;
  }
  cut(part, [head, tail]);
}

function join(part) {
  const above = parts[part.at - 1];
  if (!above || above.passage?.shape === "source" || part.passage?.shape === "source") return false;
  above.edit();
  const [one, other] = [read(above.element), read(part.element)];
  const value = joined(one, other);
  const first = above.at;
  const was = [above, part].flatMap(({ passage }) => (passage ? [passage.source] : []));
  for (const each of [above, part]) {
    remember(each.key, null);
    clearTimeout(each.timer);
    each.element.classList.remove("is-unsaved");
  }
  parts.splice(part.at, 1);
  above.fill(value);
  above.element.focus();
  part.element.remove();
  place(above.element, one.text.length);
  const shape = above.passage?.shape ?? "text";
  restructure(() => ({ ...where(), first, last: first + was.length, was, paragraphs: [{ shape, ...value }] }));
  return true;
}

const REFUSED = /^(formatItalic|formatUnderline|formatStrikeThrough|formatSuperscript|formatSubscript|insertFromDrop|insertHorizontalRule|insert(Un)?OrderedList|formatIndent|formatOutdent|formatJustify.*|formatFontColor|formatBackColor|formatFontName)$/;

document.addEventListener("beforeinput", (event) => {
  const part = partOf(event.target);
  if (!part || event.isComposing || !(event.target.isContentEditable)) return;
  if (REFUSED.test(event.inputType)) event.preventDefault();
  if (part instanceof Field) {
    if (/^insert(Paragraph|LineBreak)$/.test(event.inputType)) {
      event.preventDefault();
      part.save();
    }
    return;
  }
  const kind = event.inputType;
  if (kind === "insertParagraph") {
    event.preventDefault();
    const at = selected(part.element);
    const { text } = read(part.element);
    if (isVerse() && at && text[at[0] - 1] !== "\n") document.execCommand("insertLineBreak");
    else enter(part);
  } else if (kind === "insertFromPaste") {
    event.preventDefault();
    pasted(part, (event.dataTransfer?.getData("text/plain") ?? event.data ?? "").replace(/\r\n?/g, "\n"));
  } else if (/^delete.*Backward$/.test(kind)) {
    const at = selected(part.element);
    if (at && at[0] === 0 && at[1] === 0) {
      event.preventDefault();
      join(part);
    }
  } else if (/^delete.*Forward$/.test(kind)) {
    const at = selected(part.element);
    if (at && at[0] === at[1] && at[0] === read(part.element).text.length) {
      event.preventDefault();
      const below = parts[part.at + 1];
      if (below) {
        below.edit();
        join(below);
      }
    }
  }
});

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

const partOf = (target) => target.closest?.("[data-paragraph], desk-field")?.desk;

document.addEventListener("input", (event) => {
  const part = partOf(event.target);
  if (!part || !event.target.isContentEditable) return;
  if (part instanceof Paragraph) part.dress();
  if (!event.isComposing) part.changed();
});

document.addEventListener("compositionend", (event) => partOf(event.target)?.changed());

document.addEventListener("mousedown", (event) => {
  const part = partOf(event.target);
  if (!part || part.isEdited || event.target.closest(".desk-tools, button, textarea")) return;
  if (part.passage?.shape === "source") return;
  // The published text and the stored one have the same number of characters, so that the caret stays where it was put.
  const range = document.caretRangeFromPoint?.(event.clientX, event.clientY);
  const at = range ? caret(part.element, range.startContainer, range.startOffset) : null;
  event.preventDefault();
  part.element.focus();
  part.edit(at ?? 0);
});

document.addEventListener("focusin", (event) => {
  if (event.target.closest(".desk-tools")) return;
  partOf(event.target)?.edit();
});

document.addEventListener("focusout", (event) => {
  const part = partOf(event.target);
  if (!part || part.element.contains(event.relatedTarget)) return;
  part.element.classList.remove("is-edited");
  if (part.isDirty) part.save();
  else if (part instanceof Paragraph && !part.passage) {
    if (part.at >= 0 && !read(part.element).text.trim()) {
      parts.splice(part.at, 1);
      part.element.remove();
      parts.forEach((one) => one.dress());
    }
  } else part.rest();
});

// ---- buttons of a paragraph ----

const ROLES = [
  ["title", "标题"], ["kicker", "引题"], ["subtitle", "副题"], ["byline", "署名"],
  ["caption", "图片说明"], ["furniture", "不属于文章（报头、版名一类）"],
];

async function settled() {
  for (const part of [...parts, ...fields()]) part.save();
  await queue;
}

const fields = () => [...document.querySelectorAll("desk-field")].map((element) => element.desk);

const ACTIONS = {
  bold: (part) => {
    part.element.focus();
    document.execCommand("styleWithCSS", false, false);
    document.execCommand("bold");
  },
  subhead: (part) => {
    part.shape = (part.shape ?? part.passage?.shape) === "subhead" ? "text" : "subhead";
    part.changed();
    part.save().then(() => part.rest());
  },
  source: (part) => part.edit(),
  insert: (part) => {
    const fresh = after(part, { text: "", bold: [], links: [] });
    fresh.element.classList.remove("is-unsaved");
    fresh.element.focus();
    place(fresh.element, 0);
  },
  delete: async (part) => {
    await settled();
    const first = part.at;
    restructure(() => ({ ...where(), first, last: first + 1, was: [part.passage.source], paragraphs: [] }))
      .then(() => location.reload());
  },
  split: (part) => structural("split", { first: part.at, was: part.passage.source }, (done) => {
    const made = done.paths.find((path) => /\/\d{2,4}\.md$/.test(path) && !path.endsWith(`/${told.article}.md`));
    location.href = `/_desk/article/${told.issue}/${made.slice(-5, -3).replace(/\D/g, "")}/`;
  }),
  join: () => structural("join", {}, () => (location.href = `/_desk/issue/${told.issue}/`)),
  move: async (part) => {
    const to = await choose("移到哪一篇的末尾", told.others);
    if (to) structural("move", { first: part.at, was: part.passage.source, to }, () => location.reload());
  },
  role: async (part) => {
    const role = await choose("这一段其实是", ROLES);
    if (role) structural("role", { first: part.at, was: part.passage.source, role }, () => location.reload());
  },
};

async function structural(act, more, then) {
  await settled();
  const done = await send(act, { ...where(), ...more }, look);
  if (done.ok) then(done);
  else tell(done.problems);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-paragraph] button[data-action]");
  const part = button && partOf(button);
  if (part && ACTIONS[button.dataset.action]) ACTIONS[button.dataset.action](part);
});

// Keys that write must not scroll, nor turn the page.
document.addEventListener("keydown", (event) => {
  const part = partOf(event.target);
  if (part?.passage?.shape === "source" && event.key === "Enter" && event.target === part.element) {
    event.preventDefault();
    part.edit();
  }
});

// ---- beginning ----

function begin() {
  const made = state.passages.map((passage, at) => [passage, document.querySelector(`[data-paragraph="${at + 1}"]`)]);
  for (const element of document.querySelectorAll("[data-paragraph-goes-on]")) element.remove();
  for (const [passage, element] of made) {
    if (!element) continue;
    let own = element;
    if (/^(UL|OL|HR|TABLE)$/.test(element.nodeName)) {
      own = document.createElement("div");
      element.replaceWith(own);
      own.append(element);
      element.removeAttribute("data-paragraph");
    }
    parts.push(new Paragraph(own, passage));
  }
  parts.forEach((part) => part.dress());
  for (const element of document.querySelectorAll("desk-field")) new Field(element);
  document.body.dataset.state = "saved";
  restore();
}

// What was typed and not stored, when the tab was closed or the preview was ended.
function restore() {
  for (const [key, found] of Object.entries(remembered())) {
    if (key.startsWith("f:")) {
      const part = fields().find((one) => one.key === key);
      if (!part) continue;
      part.edit();
      write(part.element, { text: found.value });
      if (found.was !== state.fields[part.field]) part.conflict(state);
      part.element.classList.add("is-unsaved");
      part.save();
      continue;
    }
    let part = parts.find(({ passage }) => passage && found.was[0] === passage.source);
    const isLost = !part && found.was.length > 0;
    if (!part && !found.was.length && parts.length) part = after(parts[Math.min(Math.max(found.at - 1, 0), parts.length - 1)], found.value);
    if (isLost) part = parts[Math.min(found.at, parts.length - 1)];
    if (!part) continue;
    part.edit();
    if (found.value.shape === "source") part.element.querySelector("textarea").value = found.value.source;
    else part.fill(found.value);
    part.element.classList.add("is-unsaved");
    if (isLost) part.conflict(state);
    remember(key, null);
    part.changed();
    part.save();
  }
}

whenStepped((done) => take(done.state));

const events = new EventSource("/_banmian/events");
let version;
events.addEventListener("message", async (event) => {
  const now = JSON.parse(event.data);
  if (version !== undefined && now.version !== version) {
    await queue;
    const found = await (await fetch(`/_desk/state/${look}`, { cache: "no-store" })).json().catch(() => null);
    if (found && found.digest !== state.digest) take(found);
  }
  version = now.version;
});

begin();
