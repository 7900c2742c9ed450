// What all pages of the desk share: sending what people do, saying how it went, asking for something more.
const SESSION = "banmian.desk.session";
const PERSON = "banmian.desk.person";
let token = document.querySelector('meta[name="banmian-desk"]').content;

function kept(name, made) {
  try {
    const found = localStorage.getItem(name);
    if (found === null && made) localStorage.setItem(name, made());
    return localStorage.getItem(name) ?? "";
  } catch {
    return made ? made() : "";
  }
}

// The session is this browser's: its own latest step is what 撤回 takes back.
const session = kept(SESSION, () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`);

// A device of the network is the person that its address was given to, and chooses no other.
const bound = document.querySelector('meta[name="banmian-person"]')?.content;

export const person = () => bound ?? kept(PERSON);

const persons = document.querySelector("[data-persons]");
if (bound) {
  const told = Object.assign(document.createElement("p"), { className: "desk-person", textContent: `我是 ${bound}` });
  document.querySelector(".desk-state").before(told);
}
if (persons && bound !== undefined) persons.parentElement.hidden = true;
if (persons) {
  persons.value = person();
  persons.addEventListener("change", () => localStorage.setItem(PERSON, persons.value));
}

// The steps that this browser's person may sign.
export const mySteps = () => (persons?.selectedOptions[0]?.dataset.steps ?? "").split("、").filter(Boolean);

// ---- how it went ----

const WORDS = { saved: "都存好了", saving: "正在存……", conflict: "两边都改过，选一种", error: "没有存上" };

export function show(state, words = WORDS[state]) {
  document.body.dataset.state = state;
  document.querySelector(".desk-state").textContent = words;
}

// Everything is stored where nothing waits.
export function settle() {
  if (document.querySelector(".desk-conflict")) show("conflict");
  else show(document.querySelector(".is-unsaved") ? "saving" : "saved");
}

export function tell(problems, where = document.querySelector(".desk-told")) {
  where.replaceChildren();
  for (const { message, hint } of problems ?? []) {
    const told = where.appendChild(document.createElement("p"));
    told.textContent = hint ? `${message}：${hint}` : message;
  }
  if (problems?.length) {
    const close = where.appendChild(document.createElement("button"));
    close.type = "button";
    close.textContent = "知道了";
    close.addEventListener("click", () => tell([], where));
  }
}

// ---- sending ----

async function renewed() {
  const page = await (await fetch(location.href, { cache: "no-store" })).text();
  const found = new DOMParser().parseFromString(page, "text/html").querySelector('meta[name="banmian-desk"]');
  if (found) token = found.content;
  return Boolean(found);
}

export async function post(address, body, type) {
  const headers = {
    "Content-Type": type,
    "X-Banmian-Desk": token,
    "X-Banmian-Session": session,
    "X-Banmian-Person": encodeURIComponent(person()),
  };
  return fetch(address, { method: "POST", headers, body });
}

// Sends one act. Answers { ok, status, what, state, problems }; status 0 means that nobody answered.
export async function send(act, fields = {}, look = "") {
  show("saving");
  const address = `/_desk/act?look=${encodeURIComponent(look)}`;
  const body = JSON.stringify({ act, ...fields });
  try {
    let answer = await post(address, body, "application/json");
    if (answer.status === 403 && (await answer.clone().json()).token && (await renewed())) {
      answer = await post(address, body, "application/json");
    }
    const found = { ok: answer.ok, status: answer.status, ...(await answer.json()) };
    if (found.ok) tell([]);
    if (found.ok) settle();
    else show(found.status === 409 ? "conflict" : "error");
    return found;
  } catch {
    show("error", "连不上 banmian serve；打的字留着，连上就存");
    return { ok: false, status: 0 };
  }
}

// ---- asking ----

function field(row) {
  const label = document.createElement("label");
  label.append(row.label);
  const tag = row.type === "select" ? "select" : row.type === "textarea" ? "textarea" : "input";
  const input = document.createElement(tag);
  input.name = row.name;
  if (tag === "input") input.type = row.type ?? "text";
  for (const [value, words] of row.options ?? []) input.add(new Option(words, value));
  if (row.type === "checkbox") input.checked = Boolean(row.value);
  else if (row.value !== undefined) input.value = row.value;
  input.required = Boolean(row.required);
  label.append(input);
  if (row.note) label.append(Object.assign(document.createElement("small"), { textContent: row.note }));
  return label;
}

// Asks for the rows; answers their values by name, or null where the editor would rather not.
export function ask(title, rows, note = "") {
  const dialog = document.querySelector(".desk-dialog");
  dialog.querySelector("h2").textContent = title;
  const asked = dialog.querySelector(".desk-asked");
  asked.replaceChildren(...rows.map(field));
  if (note) asked.prepend(Object.assign(document.createElement("p"), { textContent: note }));
  dialog.returnValue = "no";
  dialog.showModal();
  asked.querySelector("input, textarea, select")?.focus();
  return new Promise((done) => {
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "yes") return done(null);
      const inputs = [...asked.querySelectorAll("input, textarea, select")];
      done(Object.fromEntries(inputs.map((one) => [one.name, one.type === "checkbox" ? one.checked : one.value])));
    }, { once: true });
  });
}

// Asks for one of several things, each a button.
export function choose(title, options) {
  const dialog = document.querySelector(".desk-dialog");
  dialog.querySelector("h2").textContent = title;
  const asked = dialog.querySelector(".desk-asked");
  asked.replaceChildren();
  return new Promise((done) => {
    let chosen = null;
    for (const [value, words] of options) {
      const button = asked.appendChild(document.createElement("button"));
      button.type = "button";
      button.value = value;
      button.textContent = words;
      button.addEventListener("click", () => {
        chosen = value;
        dialog.close("no");
      });
    }
    dialog.classList.add("is-choice");
    dialog.addEventListener("close", () => {
      dialog.classList.remove("is-choice");
      done(chosen);
    }, { once: true });
    dialog.showModal();
    asked.querySelector("button")?.focus();
  });
}

// ---- one step back, one step on ----

const STEPS = { z: "undo", Z: "redo", y: "redo" };
let stepped = () => location.reload();

// A page that can take in what changed says how; others are loaded again.
export function whenStepped(done) {
  stepped = done;
}

export let look = "";

export function looksAt(article) {
  look = article;
}

async function step(act) {
  const done = await send(act, {}, look);
  if (done.ok) return stepped(done);
  tell(done.problems);
  if (done.status) settle(); // nothing that was typed waits because of it
}

document.addEventListener("click", (event) => {
  const action = event.target.closest?.("button[data-action]")?.dataset.action;
  if (action === "undo" || action === "redo") step(action);
});

const isTyped = (part) => part.matches?.("input, textarea") && part.value !== part.defaultValue;

// Inside a field with something that is not stored yet the browser's own undo rules.
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
  const act = event.key === "z" && event.shiftKey ? "redo" : STEPS[event.key];
  if (!act || event.target.closest?.(".is-unsaved, dialog") || isTyped(event.target)) return;
  event.preventDefault();
  step(act);
});

// ---- what readers do not see yet ----

const UNSENT = "banmian.desk.unsent";

export function isUnsent(is = true) {
  if (is) localStorage.setItem(UNSENT, "1");
  else localStorage.removeItem(UNSENT);
  showUnsent();
}

function showUnsent() {
  document.querySelector(".desk-unsent")?.remove();
  if (!kept(UNSENT)) return;
  const note = document.createElement("section");
  note.className = "desk-unsent";
  note.setAttribute("aria-label", "还没有发布的");
  note.append("读者那边还没变。 ");
  const button = note.appendChild(Object.assign(document.createElement("button"), { type: "button", textContent: "发布" }));
  button.dataset.action = "publish";
  document.querySelector(".desk-bar").after(note);
}
showUnsent();

// The scripts of a page are ready when all of them have begun.
setTimeout(() => document.body.dataset.state ?? settle());
