// The article desk: keys, buttons, and how it begins.
import { fields, isVerse, parts, state, told, where } from "./article.js";
import { choose, look, send, show, tell, whenStepped } from "./desk.js";
import { Field } from "./fields.js";
import { Paragraph, add, changed, goTo, published, remove } from "./paragraphs.js";
import { isStoring, composes, remember, renew, restore, soon, sync } from "./storing.js";
import { caret, joined, place, read, selected, slice } from "./text.js";

let isLeaving = false;

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

document.addEventListener("compositionstart", () => composes(true));
document.addEventListener("compositionend", () => composes(false));

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

whenStepped(({ state: now }) => renew(now));

let version;
new EventSource("/_banmian/events").addEventListener("message", async (event) => {
  const now = JSON.parse(event.data);
  const isNew = version !== undefined && now.version !== version;
  version = now.version;
  if (!isNew || isStoring() || isLeaving) return;
  const answer = await fetch(`/_desk/state/${look}`, { cache: "no-store" });
  const found = await answer.json().catch(() => undefined);
  if (found !== undefined && !isStoring() && !isLeaving && found?.digest !== state.digest) renew(found);
});

begin();
