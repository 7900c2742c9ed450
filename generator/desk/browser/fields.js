// The fields of the article that its page shows: headline parts and captions.
import { fields, set, state, told } from "./article.js";
import { settle, show, tell } from "./desk.js";
import { AFTER, AGAIN, remember, remembered, soon, take } from "./storing.js";
import { place, read, write } from "./text.js";

export class Field {
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
