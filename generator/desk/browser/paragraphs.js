// The paragraphs of the article: as they are published, and as they are typed.
import { parts, told } from "./article.js";
import { settle } from "./desk.js";
import { AFTER, remember, soon } from "./storing.js";
import { place, read, selected, write } from "./text.js";

export class Paragraph {
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
export function published(passage) {
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

export function changed(part, wait = AFTER) {
  part.element.classList.add("is-unsaved");
  settle();
  remember();
  soon(wait);
}

// A new paragraph below this one, or above all.
export function add(above, value = { text: "", bold: [], links: [] }) {
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

export function remove(part) {
  parts.splice(part.at, 1);
  part.element.remove();
  parts.forEach((one) => one.dress());
}

export function goTo(part, at) {
  part.element.focus();
  part.edit(at);
}
