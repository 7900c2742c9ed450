// The form beside an article: fields that its page does not show, authors, topics, tags, and what is done with it.
import { ask, choose, look, send, settle, tell } from "./desk.js";
import { current, renew, set, structural, sync, where } from "./editor.js";
import { NOTICES } from "./notices.js";
import { uploaded } from "./uploads.js";
import { release, revoke, sign } from "./signing.js";

const side = document.querySelector(".desk-side");
const AFTER = 1000;
const told = JSON.parse(document.getElementById("desk-data").textContent);
const timers = new Map();

const value = (input) => (input.type === "checkbox" ? input.checked : input.value);

async function store(field, now, was) {
  const done = await set(field, now, was);
  if (done.ok) renew(done.state);
  else if (done.status === 409) both(field, now, done.state);
  else tell(done.problems);
  return done.ok;
}

// Somebody else changed this field meanwhile: both values, until one is chosen.
function both(field, mine, state) {
  const input = side.querySelector(`[data-field="${field}"]`);
  const box = document.createElement("p");
  box.className = "desk-conflict";
  box.append(`别处改成了 “${[state.fields[field] ?? state[field]].flat().join("、")}” `);
  for (const [action, words] of [["keep", "用我的"], ["take", "用别处的"]]) {
    const button = box.appendChild(document.createElement("button"));
    button.type = "button";
    button.dataset.action = action;
    button.textContent = words;
    button.addEventListener("click", () => {
      box.remove();
      renew(state);
      if (action === "keep") store(field, mine, state.fields[field] ?? state[field]);
      else shown(state);
    });
  }
  input.after(box);
}

function later(input, wait) {
  clearTimeout(timers.get(input));
  timers.set(input, setTimeout(() => sent(input), wait));
}

async function sent(input) {
  clearTimeout(timers.get(input));
  timers.delete(input);
  const { field } = input.dataset;
  if (field === "authors") return list("authors");
  const held = current().fields[field] ?? "";
  const was = input.type === "checkbox" ? held === "true" : held;
  const isStored = value(input) === was || (await store(field, value(input), was));
  if (isStored) input.classList.remove("is-unsaved");
  settle();
}

side.addEventListener("input", (event) => {
  const input = event.target;
  if (input.dataset.field) {
    input.classList.add("is-unsaved");
    settle();
    if (!event.isComposing) later(input, input.matches("select, [type=checkbox]") ? 0 : AFTER);
  } else if (input.closest('[data-field="authors"]') && !event.isComposing) later(input.closest("fieldset"), AFTER);
  else if (input.closest('[data-field="topics"]')) list("topics");
});
side.addEventListener("compositionend", (event) => event.target.dataset.field && later(event.target, AFTER));
side.addEventListener("focusout", (event) => timers.has(event.target) && sent(event.target));

// ---- lists ----

const read = {
  authors: (box) => [...box.querySelectorAll(".desk-author")]
    .map((row) => ({ name: row.querySelector("input").value.trim(), role: row.querySelector("select").value }))
    .filter(({ name }) => name),
  topics: (box) => [...box.querySelectorAll("input:checked")].map((input) => input.value),
  tags: (box) => [...box.querySelectorAll(".desk-tags span")].map((tag) => tag.textContent),
};

function list(field) {
  const box = side.querySelector(`[data-field="${field}"]`);
  const was = field === "authors" ? current().authors.map(([name, role]) => ({ name, role })) : current()[field];
  return store(field, read[field](box), was);
}

function author() {
  const made = document.getElementById("desk-author").content.firstElementChild.cloneNode(true);
  side.querySelector('[data-action="author"]').before(made);
  made.querySelector("input").focus();
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
  if (!(await list("tags"))) shown(current());
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
  if (await act(issue, [{ article, digest, isDraft: true, missing: current().missing }])) location.reload();
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
    list("authors");
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
    if (input === document.activeElement || input.classList.contains("is-unsaved")) continue;
    const now = state.fields[input.dataset.field] ?? "";
    if (input.type === "checkbox") input.checked = now === "true";
    else input.value = now;
  }
  for (const input of side.querySelectorAll('[data-field="topics"] input')) input.checked = state.topics.includes(input.value);
  side.querySelector(".desk-tags").replaceChildren(...state.tags.map(tagged));
}

document.addEventListener("desk:state", (event) => shown(event.detail));
