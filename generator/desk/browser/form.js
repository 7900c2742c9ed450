// The form beside an article: fields that its page does not show, authors, topics, tags, and what is done with it.
import { ask, choose, look, send, settle, tell } from "./desk.js";
import { set, state as current, where } from "./article.js";
import { structural } from "./editor.js";
import { renew, sync } from "./storing.js";
import { NOTICES } from "./notices.js";
import { uploaded } from "./uploads.js";
import { release, revoke, sign } from "./signing.js";

const side = document.querySelector(".desk-side");
const AFTER = 1000; // milliseconds after the last key
const AGAIN = 3000; // milliseconds until what could not be sent is tried again
const told = JSON.parse(document.getElementById("desk-data").textContent);
const typed = `banmian.desk.form.${told.issue}/${told.article}`;
const waiting = new Map(); // by field: what it was when somebody began to type, and the file's digest then
const timers = new Map();

// ---- fields: stored one second after the last key, kept in localStorage until then ----

const part = (field) => side.querySelector(`[data-field="${field}"]`);
const isOne = (field) => part(field)?.matches("input, select, textarea");
const value = (field) => {
  if (!isOne(field)) return read[field](part(field));
  return part(field).type === "checkbox" ? part(field).checked : part(field).value;
};

function held(field, state = current) {
  if (field === "authors") return state.authors.map(([name, role]) => ({ name, role }));
  const now = state.fields[field] ?? state[field] ?? "";
  return isOne(field) && part(field).type === "checkbox" ? now === "true" : now;
}

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function remember() {
  const found = Object.fromEntries([...waiting].map(([field, { was }]) => [field, { was, value: value(field) }]));
  if (waiting.size) localStorage.setItem(typed, JSON.stringify(found));
  else localStorage.removeItem(typed);
}

function changed(field, wait) {
  if (!waiting.has(field)) waiting.set(field, { was: held(field), digest: current.digest });
  part(field).classList.add("is-unsaved");
  settle();
  remember();
  later(field, wait);
}

function later(field, wait) {
  clearTimeout(timers.get(field));
  timers.set(field, setTimeout(() => store(field), wait));
}

let storing = Promise.resolve();

// One after the other, since each says what it was before.
function store(field) {
  clearTimeout(timers.get(field));
  storing = storing.then(() => stored(field));
  return storing;
}

async function stored(field) {
  if (!waiting.has(field) || part(field).nextElementSibling?.matches(".desk-conflict")) return;
  const { was, digest } = waiting.get(field);
  const now = value(field);
  const done = isSame(was, now) ? { ok: true, state: current } : await set(field, now, was, digest);
  if (done.ok && isSame(value(field), now)) saved(field);
  else if (done.ok) waiting.set(field, { was: now, digest: done.state.digest });
  else if (done.status === 409 && done.state) both(field, done.state);
  else if (done.status) tell(done.problems);
  else later(field, AGAIN);
  remember();
  if (done.ok) renew(done.state);
  if (done.ok || done.status === 409) settle();
}

function saved(field) {
  waiting.delete(field);
  part(field).classList.remove("is-unsaved");
  for (const input of [part(field), ...part(field).querySelectorAll("input")]) input.defaultValue = input.value;
}

// Somebody else changed this field meanwhile: both values, until one is chosen.
function both(field, state) {
  const now = held(field, state);
  const box = document.createElement("p");
  box.className = "desk-conflict";
  box.append(`别处改成了 “${[now].flat().map((one) => one.name ?? one).join("、")}” `);
  for (const [action, words] of [["keep", "用我的"], ["take", "用别处的"]]) {
    const button = box.appendChild(document.createElement("button"));
    button.type = "button";
    button.dataset.action = action;
    button.textContent = words;
    button.addEventListener("click", () => {
      box.remove();
      if (action === "keep") waiting.set(field, { was: now, digest: state.digest });
      else saved(field);
      remember();
      renew(state);
      shown(current);
      if (action === "keep") store(field);
      else settle();
    });
  }
  part(field).after(box);
}

const fieldOf = (target) => target.dataset.field ?? (target.closest('[data-field="authors"]') && "authors");

side.addEventListener("input", (event) => {
  const field = fieldOf(event.target);
  if (field) changed(field, event.target.matches("select, [type=checkbox]") ? 0 : AFTER);
  else if (event.target.closest('[data-field="topics"]')) list("topics");
  if (field && event.isComposing) clearTimeout(timers.get(field)); // what is half typed is nobody's yet
});
side.addEventListener("compositionend", (event) => fieldOf(event.target) && later(fieldOf(event.target), AFTER));
side.addEventListener("focusout", (event) => waiting.has(fieldOf(event.target)) && store(fieldOf(event.target)));

// What was typed and not stored, when the tab was closed or the preview was ended.
function restore() {
  for (const [field, { was, value: left }] of Object.entries(JSON.parse(localStorage.getItem(typed) ?? "{}"))) {
    if (!part(field)) continue;
    if (field === "authors") put(left);
    else if (part(field).type === "checkbox") part(field).checked = left;
    else part(field).value = left;
    changed(field, 0);
    if (!isSame(was, held(field))) both(field, current);
  }
}

// ---- lists ----

const read = {
  authors: (box) => [...box.querySelectorAll(".desk-author")]
    .map((row) => ({ name: row.querySelector("input").value.trim(), role: row.querySelector("select").value }))
    .filter(({ name }) => name),
  topics: (box) => [...box.querySelectorAll("input:checked")].map((input) => input.value),
  tags: (box) => [...box.querySelectorAll(".desk-tags span")].map((tag) => tag.textContent),
};

// Stores what was chosen in a list at once.
async function list(field) {
  const done = await set(field, value(field), held(field));
  if (done.ok) renew(done.state);
  else tell(done.problems);
  return done.ok;
}

function author() {
  const made = document.getElementById("desk-author").content.firstElementChild.cloneNode(true);
  side.querySelector('[data-action="author"]').before(made);
  made.querySelector("input").focus();
  return made;
}

function put(authors) {
  for (const row of part("authors").querySelectorAll(".desk-author")) row.remove();
  for (const { name, role } of authors) {
    const [input, select] = author().querySelectorAll("input, select");
    [input.value, input.defaultValue, select.value] = [name, name, role];
  }
}

function tagged(name) {
  const row = document.createElement("li");
  row.append(Object.assign(document.createElement("span"), { textContent: name }), " ");
  const away = row.appendChild(Object.assign(document.createElement("button"), { type: "button", textContent: "去掉", value: name }));
  away.dataset.action = "tag-away";
  return row;
}

async function tag(button) {
  const input = side.querySelector('[name="tag"]');
  const name = (button?.value || input.value).trim();
  if (!name) return input.focus();
  if (!read.tags(side).includes(name)) side.querySelector(".desk-tags").append(tagged(name));
  input.value = "";
  if (!(await list("tags"))) shown(current);
  else if (button?.value) button.remove();
}

// What banmian proposes is asked for when somebody is about to add a tag; the first time it takes seconds.
side.querySelector('[name="tag"]').addEventListener("focus", async () => {
  const box = side.querySelector(".desk-proposals");
  box.textContent = "正在想……";
  const answer = await fetch(`/_desk/proposals/${look}`, { cache: "no-store" });
  const found = answer.ok ? await answer.json() : [];
  box.replaceChildren(found.length ? "提议：" : "没有别的提议。");
  for (const { name, why } of found) {
    const button = box.appendChild(Object.assign(document.createElement("button"), { type: "button", textContent: name, value: name, title: why }));
    button.dataset.action = "tag";
    box.append(" ");
  }
}, { once: true });

// Signed is what is stored, so whatever is typed is stored first.
async function signed(act) {
  await sync();
  const { issue, article, digest } = where();
  if (await act(issue, [{ article, digest, isDraft: true, missing: current.missing }])) location.reload();
}

// ---- pictures ----

async function photo(file) {
  if (!file) return;
  const found = await ask("加图片", [
    { name: "caption", label: "图片说明", type: "textarea" },
    { name: "credit", label: "摄影者" },
    { name: "alt", label: "替代文字：图上是什么（看不见的读者听到的）" },
  ], file.name);
  if (!found) return;
  await sync();
  const batch = await uploaded([file]);
  const done = batch && (await send("add_photo", { ...where(), batch, ...found }, look));
  if (done?.ok) location.reload();
  else if (done) tell(done.problems);
}

const drop = side.querySelector("[data-drop]");
for (const [name, is] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
  document.addEventListener(name, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    drop.classList.toggle("is-over", is);
    if (name === "drop") photo(event.dataTransfer.files[0]);
  });
}

const ACTIONS = {
  async "photo-away"(button) {
    const { photo: at, file } = button.closest("[data-photo]").dataset;
    if (!(await ask("去掉这张图片", [], "图片和说明从这一篇里拿掉，图片文件留在这一期的文件夹里。"))) return;
    structural("remove_photo", { photo: Number(at), file });
  },
  async unrole(button) {
    const [role, photo] = button.value.split(" ");
    const line = role === "furniture" ? await choose("哪一行是正文", told.furniture.map((one) => [one, one])) : "";
    if (line === null) return;
    structural("unrole", { role, at: 0, line, ...(photo ? { photo: Number(photo) } : {}) });
  },
  async special() {
    const found = await ask("收进专题", [
      { name: "slug", label: "已有的专题", type: "select", options: [["", "（新的专题）"], ...told.specials], value: told.specials[0]?.[0] ?? "" },
      { name: "title", label: "新专题的名字" },
    ]);
    if (!found) return;
    const asked = found.title.trim() ? { title: found.title.trim() } : { slug: found.slug };
    const done = await send("special", { ...where(), ...asked }, look);
    if (done.ok) tell([{ message: done.what }]);
    else tell(done.problems);
  },
  async photo() {
    const input = Object.assign(document.createElement("input"), { type: "file", accept: "image/jpeg,image/png,image/webp", hidden: true });
    input.addEventListener("change", () => photo(input.files[0]));
    side.append(input);
    input.click();
  },
  signoff: () => signed(sign),
  revoke: () => signed(revoke),
  release: () => signed(release),
  author,
  "author-away": (button) => {
    button.closest(".desk-author").remove();
    changed("authors", 0);
  },
  tag,
  "tag-away": (button) => {
    button.closest("li").remove();
    list("tags");
  },
};

side.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-action]");
  if (!button) return;
  const { action } = button.dataset;
  if (ACTIONS[action]) ACTIONS[action](button);
  else if (NOTICES[action]) notice(action);
});

async function notice(action) {
  const done = await NOTICES[action]([{ ...where() }], look);
  if (done?.ok) location.reload();
  else if (done?.problems) tell(done.problems);
}

side.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.isComposing && event.target.name === "tag") {
    event.preventDefault();
    tag();
  }
});

// ---- what is now, where nobody types ----

function shown(state) {
  for (const input of side.querySelectorAll("input[data-field], select[data-field], textarea[data-field]")) {
    if (input === document.activeElement && input.value !== input.defaultValue || waiting.has(input.dataset.field)) continue;
    const now = state.fields[input.dataset.field] ?? "";
    if (input.type === "checkbox") input.checked = now === "true";
    else input.value = input.defaultValue = now;
  }
  if (!waiting.has("authors") && !isSame(value("authors"), held("authors", state)) && !part("authors").contains(document.activeElement)) {
    put(held("authors", state));
  }
  for (const input of side.querySelectorAll('[data-field="topics"] input')) input.checked = state.topics.includes(input.value);
  side.querySelector(".desk-tags").replaceChildren(...state.tags.map(tagged));
}

document.addEventListener("desk:state", (event) => shown(event.detail));
restore();
