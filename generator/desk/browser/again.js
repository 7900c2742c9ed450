// Import again: each row is decided, then all of it is taken over in one step.
import { send, tell, whenStepped } from "./desk.js";
import { uploaded } from "./uploads.js";

const { issue, batch, stamp } = document.body.dataset;
const rows = () => [...document.querySelectorAll("[data-row]")];
const key = (row) => [row.closest("[data-file]").dataset.file, Number(row.dataset.row)];

async function compare(files) {
  const into = files.length ? await uploaded(files) : null;
  if (into) location.href = `/_desk/again/${issue}/?batch=${into}`;
}

function pick() {
  const input = Object.assign(document.createElement("input"), { type: "file", multiple: true, accept: ".txt,.md,.docx,.pdf" });
  input.addEventListener("change", () => compare([...input.files]));
  input.click();
}

// What of a text is not in the other, between what both begin and end with, is marked.
function marked(part, other) {
  const text = part.textContent;
  let start = 0;
  while (start < Math.min(text.length, other.length) && text[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(text.length, other.length) - start && text.at(-1 - end) === other.at(-1 - end)) end += 1;
  if (start + end >= text.length) return;
  const changed = document.createElement("ins");
  changed.textContent = text.slice(start, text.length - end);
  part.replaceChildren(text.slice(0, start), changed, text.slice(text.length - end));
}

for (const row of rows()) {
  const [then, ...others] = [...row.querySelectorAll(".desk-column")].map((column) => [...column.querySelectorAll("p:not(.desk-meta)")]);
  for (const column of others) column.forEach((part, at) => then[at] && marked(part, then[at].textContent));
}

const chosen = (action) => rows().filter((row) => row.querySelector(`[data-action="${action}"][aria-pressed="true"]`));

function choose(row, action) {
  for (const button of row.querySelectorAll("[aria-pressed]")) {
    const isThis = button.dataset.action === action;
    button.setAttribute("aria-pressed", String(isThis && button.getAttribute("aria-pressed") === "false"));
  }
  count();
}

function count() {
  const [take, keep] = [chosen("take").length, chosen("keep").length];
  const left = rows().filter((row) => row.querySelector("[aria-pressed]")).length - take - keep;
  document.querySelector("output").textContent = `用更正稿的 ${take} 处，用现在的 ${keep} 处${left ? `，还有 ${left} 处没有选` : ""}`;
}

async function takeOver() {
  const done = await send("take_over", { batch, issue, stamp, take: chosen("take").map(key), keep: chosen("keep").map(key) });
  if (!done.ok) return tell(done.problems);
  sessionStorage.setItem("banmian.desk.told", done.what);
  location.href = `/_desk/issue/${issue}/`;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-action]");
  const { action } = button?.dataset ?? {};
  if (action === "import") pick();
  else if (action === "take" || action === "keep") choose(button.closest("[data-row]"), action);
  else if (action === "take-all") {
    for (const row of document.querySelectorAll('[data-change="source"]')) {
      if (!row.querySelector('[aria-pressed="true"]')) choose(row, "take");
    }
  } else if (action === "take-over") takeOver();
});

document.addEventListener("dragover", (event) => {
  if (![...event.dataTransfer.types].includes("Files")) return;
  event.preventDefault();
  document.querySelector(".desk-drop").classList.add("is-over");
});
document.addEventListener("dragleave", (event) => event.relatedTarget ?? document.querySelector(".desk-drop").classList.remove("is-over"));
document.addEventListener("drop", (event) => {
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  compare([...event.dataTransfer.files]);
});

whenStepped(() => location.reload());
