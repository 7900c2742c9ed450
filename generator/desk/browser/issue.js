// The issue desk: all articles of an issue, several chosen at once, and raw files dropped on the page.
import { ask, looksAt, send, show, tell, whenStepped } from "./desk.js";
import { NOTICES } from "./notices.js";
import { uploaded } from "./uploads.js";
import { release, revoke, sign } from "./signing.js";

const data = document.getElementById("desk-data");
const told = data ? JSON.parse(data.textContent) : {};
const { issue } = told;
looksAt("");

const rows = () => [...document.querySelectorAll("li[data-article]")];
const chosen = () => rows().filter((row) => row.querySelector(".desk-chosen").checked);
const signable = (row) => ({ article: row.dataset.number, digest: row.dataset.digest, isDraft: row.dataset.draft === "yes", missing: row.dataset.missing.split("、").filter(Boolean) });
const asked = (row) => ({ issue, article: row.dataset.number, digest: row.dataset.digest });

async function done(answer) {
  const found = await answer;
  if (!found) return;
  if (found.ok) location.reload();
  else tell(found.problems);
}

whenStepped(() => location.reload());

// ---- files ----

async function raw(files, extra = false) {
  const into = files.length ? await uploaded(files) : null;
  if (!into) return;
  show("saving", "正在看是哪一天的……");
  const found = await send("dated", { batch: into });
  if (!found.ok) return void tell(found.problems);
  const day = found.day || issue?.slice(0, 10) || "";
  const wanted = await ask(extra ? "导入号外" : "导入原稿", [
    { name: "day", label: "出版日期", type: "date", value: day, required: true },
    { name: "extra", label: "同一天的又一期（号外）", type: "checkbox", value: extra },
  ], [`${files.length} 个文件`, ...found.reasons].join("；"));
  if (!wanted) return;
  show("saving", "正在导入，大的要一两分钟……");
  const imported = await send("import", { batch: into, ...wanted });
  if (!imported.ok) return void tell(imported.problems);
  const made = imported.paths[0].split("/").pop();
  sessionStorage.setItem("banmian.desk.told", imported.what);
  location.href = `/_desk/issue/${made}/`;
}

function files(extra) {
  const input = Object.assign(document.createElement("input"), { type: "file", multiple: true, accept: ".txt,.md,.docx,.pdf" });
  input.addEventListener("change", () => raw([...input.files], extra));
  input.dataset.desk = "raw";
  input.hidden = true;
  document.body.append(input);
  input.click();
}

document.addEventListener("dragover", (event) => {
  if ([...event.dataTransfer.types].includes("Files")) {
    event.preventDefault();
    document.body.classList.add("is-over");
  }
});
document.addEventListener("dragleave", (event) => event.relatedTarget ?? document.body.classList.remove("is-over"));
document.addEventListener("drop", (event) => {
  document.body.classList.remove("is-over");
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  raw([...event.dataTransfer.files]);
});

// ---- order and 版 ----

// Several chosen ones go up or down together, past the one beside them.
function steps(some, way) {
  const names = rows().map((row) => row.dataset.number);
  const moved = new Set(some.map((row) => row.dataset.number));
  if (way === "down") names.reverse();
  for (let at = 1; at < names.length; at++) {
    if (moved.has(names[at]) && !moved.has(names[at - 1])) [names[at - 1], names[at]] = [names[at], names[at - 1]];
  }
  if (way === "down") names.reverse();
  return send("reorder", { issue, articles: names });
}

const step = (row, way) => send("shift", { issue, article: row.dataset.number, way });

async function folio(some) {
  const found = await ask("换到哪一版", [
    { name: "folio", label: "版", type: "select", options: [...told.folios.map(([number, name]) => [number, `${number}版 ${name}`.trim()]), ["", "没有版次"]] },
    { name: "number", label: "或者新的版次（如 05）" },
  ]);
  return found && send("folio", { issue, articles: some.map((row) => row.dataset.number), folio: found.number.trim() || found.folio });
}

async function moved(names, folio, number) {
  const done = folio === null ? null : await send("folio", { issue, articles: [number], folio });
  return done && !done.ok ? done : send("reorder", { issue, articles: names });
}

let dragged = null;
for (const row of rows()) {
  row.addEventListener("dragstart", () => (dragged = row));
  row.addEventListener("dragover", (event) => {
    if (!dragged || dragged === row) return;
    event.preventDefault();
    row.classList.add("is-over");
  });
  row.addEventListener("dragleave", () => row.classList.remove("is-over"));
  row.addEventListener("drop", (event) => {
    if (!dragged || dragged === row) return;
    event.preventDefault();
    event.stopPropagation();
    const names = rows().map((one) => one.dataset.number).filter((name) => name !== dragged.dataset.number);
    names.splice(names.indexOf(row.dataset.number), 0, dragged.dataset.number);
    const into = row.closest("[data-folio]").dataset.folio;
    const isMoved = into !== dragged.closest("[data-folio]").dataset.folio;
    done(moved(names, isMoved ? into : null, dragged.dataset.number));
  });
}

// ---- sign-offs ----

async function signed(act, row) {
  if (await act(issue, (row ? [row] : chosen()).map(signable))) location.reload();
}

// ---- buttons ----

const ACTIONS = {
  import: () => files(false),
  async extra() {
    const found = await ask("号外", [{ name: "raw", label: "有原稿要导入", type: "checkbox", value: false }],
      "没有原稿，就先做一期空的号外，里面一篇空的文章，打开就能写。");
    if (!found) return;
    if (found.raw) return void files(true);
    const made = await send("extra", { issue });
    if (made.ok) location.href = `/_desk/issue/${made.paths.find((path) => path.endsWith("/issue.md")).split("/").at(-2)}/`;
    else tell(made.problems);
  },
  async new() {
    const made = await send("new", { issue });
    if (!made.ok) return void tell(made.problems);
    location.href = `/_desk/article/${issue}/${made.article}/`;
  },
  up: (row) => done(row ? step(row, "up") : steps(chosen(), "up")),
  down: (row) => done(row ? step(row, "down") : steps(chosen(), "down")),
  folio: (row) => done(folio(row ? [row] : chosen())),
  signoff: (row) => signed(sign, row),
  revoke: (row) => signed(revoke, row),
  release: (row) => signed(release, row),
  replace: () => (location.href = `/_desk/replace/?issue=${issue ?? ""}`),
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-action]");
  if (!button) return;
  const { action } = button.dataset;
  const row = button.closest("li[data-article]");
  if (ACTIONS[action]) ACTIONS[action](row);
  else if (NOTICES[action]) done(NOTICES[action]((row ? [row] : chosen()).map(asked), ""));
});

// ---- several at once ----

const bar = document.querySelector(".desk-chosen-acts");
const all = document.querySelector(".desk-all");
const CHOSEN = `banmian.desk.chosen.${issue}`;
function counted() {
  const count = chosen().length;
  if (!bar) return;
  sessionStorage.setItem(CHOSEN, JSON.stringify(chosen().map((row) => row.dataset.number)));
  all.checked = count > 0 && count === rows().length;
  bar.querySelector("output").textContent = count ? `选了 ${count} 篇` : "没有选";
  for (const button of bar.querySelectorAll("button")) button.disabled = !count;
}
document.addEventListener("change", (event) => {
  if (event.target === all) for (const row of rows()) row.querySelector(".desk-chosen").checked = all.checked;
  counted();
});
// What was chosen stays chosen: often more than one thing is done with the same articles.
const were = JSON.parse(sessionStorage.getItem(CHOSEN) ?? "[]");
for (const row of rows()) row.querySelector(".desk-chosen").checked = were.includes(row.dataset.number);
counted();

const last = sessionStorage.getItem("banmian.desk.told");
if (last) {
  sessionStorage.removeItem("banmian.desk.told");
  tell([{ message: last }]);
}
