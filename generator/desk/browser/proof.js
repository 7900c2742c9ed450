// The proof: each doubt answered by a button or one key, and the raw source beside the sentence that is pointed at.
import { send, tell, whenStepped } from "./desk.js";

const { issue } = document.body.dataset;
const KEYS = { Enter: "answer-fix", r: "answer-right", R: "answer-right", l: "later", L: "later" };
const all = () => [...document.querySelectorAll("[data-doubt]")];
const key = ({ dataset }) => [dataset.doubt, dataset.span, dataset.at].join("\n");
const put = new Set(); // what is to be answered later
let shownFor = null;

// ---- answering ----

function asked(part, more) {
  const { number, digest } = part.closest("[data-article]").dataset;
  return { issue, article: number, digest, ...more };
}

// The doubt from this place on that was not put off, or the first of all.
function nearest(doubts, at) {
  const around = doubts.map((_, away) => doubts[(at + away) % doubts.length]);
  return around.find((each) => !put.has(key(each))) ?? around[0];
}

function go(doubt) {
  doubt.focus();
  doubt.scrollIntoView({ block: "center" });
}

// Takes in the page as it is now, and goes on with the doubt that stands where the answered one stood.
async function renewed(at) {
  const page = await (await fetch(location.href, { cache: "no-store" })).text();
  const found = new DOMParser().parseFromString(page, "text/html").querySelector(".desk-sheets");
  if (!found) return location.reload();
  document.querySelector(".desk-sheets").replaceWith(document.adoptNode(found));
  const doubts = all();
  for (const each of doubts) each.classList.toggle("is-later", put.has(key(each)));
  if (at >= 0 && doubts.length) go(nearest(doubts, at));
  await source();
}

async function answer(doubt, kind) {
  const { doubt: rule, span, at } = doubt.dataset;
  const text = kind === "fixed" ? doubt.querySelector('[name="text"]')?.value ?? "" : "";
  const place = all().indexOf(doubt);
  if (doubt.dataset.sent) return;
  doubt.dataset.sent = kind;
  const done = await send("answer", asked(doubt, { rule, span, at, answer: kind, text }));
  if (done.ok) await renewed(place);
  else {
    delete doubt.dataset.sent;
    tell(done.problems);
    if (done.status === 409) await renewed(place);
  }
}

function act(doubt, action) {
  if (action === "answer-fix") answer(doubt, "fixed");
  else if (action === "answer-right") answer(doubt, "right");
  else if (action === "later") {
    put.add(key(doubt));
    doubt.classList.add("is-later");
    go(nearest(all(), all().indexOf(doubt)));
  }
}

document.addEventListener("click", async (event) => {
  const action = event.target.closest("button[data-action]")?.dataset.action;
  const doubt = event.target.closest("[data-doubt]");
  if (action && doubt) return act(doubt, action);
  if (action === "answer-open") {
    const { rule, span } = event.target.closest("li").dataset;
    const done = await send("answer", asked(event.target, { rule, span, at: "", answer: "open" }));
    if (done.ok) await renewed(-1);
    else tell(done.problems);
  }
  const mark = event.target.closest("mark[data-nth]");
  if (mark) go(mark.closest("[data-article]").querySelector(`[data-doubt][data-nth="${mark.dataset.nth}"]`));
});

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
  const doubt = event.target.closest?.("[data-doubt]");
  const typing = event.target.matches?.("input");
  if (typing && doubt && event.key === "Escape") return doubt.focus();
  if (typing && doubt && event.key === "Enter") {
    event.preventDefault();
    return act(doubt, "answer-fix");
  }
  if (typing || event.target.matches?.("button, a, summary, textarea, select")) return;
  if (!doubt) return;
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    const doubts = all();
    return go(doubts.at((doubts.indexOf(doubt) + (event.key === "j" ? 1 : -1)) % doubts.length));
  }
  if (event.key === "e" || event.key === "E") {
    event.preventDefault();
    return doubt.querySelector("input")?.select();
  }
  if (KEYS[event.key]) {
    event.preventDefault();
    act(doubt, KEYS[event.key]);
  }
});

// ---- the raw source ----

const raw = document.querySelector(".desk-raw pre");
let sentences = {};
let pieces = [];

async function source() {
  raw.setAttribute("aria-busy", "true");
  const articles = document.body.dataset.articles;
  const answer = await fetch(`/_desk/source/${issue}?articles=${encodeURIComponent(articles)}`, { cache: "no-store" });
  const found = await answer.json();
  raw.setAttribute("aria-busy", "false");
  sentences = found.sentences ?? {};
  if (!answer.ok || !found.pieces.length) {
    raw.textContent = found.problems?.[0]?.message ?? "这一期没有留下原稿。";
    return;
  }
  pieces = found.pieces.map(([text, start, left], at) => {
    const span = document.createElement("span");
    span.textContent = text;
    span.classList.toggle("is-left", left);
    return { span, start, end: found.pieces[at + 1]?.[1] ?? Infinity };
  });
  raw.replaceChildren(...pieces.map((piece) => piece.span));
  shownFor = null;
  const line = marksOf(document.activeElement)[0] ?? document.querySelector(".desk-line [data-sentence]");
  if (line) point(line);
}

function marksOf(part) {
  const doubt = part?.closest?.("[data-doubt]");
  const sheet = doubt?.closest("[data-article]");
  return sheet ? [...sheet.querySelectorAll(`mark[data-nth="${doubt.dataset.nth}"]`)] : [];
}

function point(part) {
  const line = part.closest("[data-place]");
  const key = `${line.closest("[data-article]").dataset.number}/${line.dataset.place}/${part.dataset.sentence}`;
  if (key === shownFor) return;
  shownFor = key;
  const [number, place, sentence] = key.split("/");
  const stretches = sentences[number]?.[place]?.[sentence] ?? [];
  let first = null;
  for (const { span, start, end } of pieces) {
    const lit = stretches.some(([from, to]) => start < to && end > from);
    span.classList.toggle("is-now", lit);
    if (lit) first ??= span;
  }
  for (const other of document.querySelectorAll(".desk-line .is-now, .desk-line .is-pointed")) {
    other.classList.remove("is-now", "is-pointed");
  }
  for (const own of line.querySelectorAll(`[data-sentence="${sentence}"]`)) {
    own.classList.add(own.matches("mark") ? "is-pointed" : "is-now");
  }
  if (first) raw.scrollTop = first.offsetTop - raw.offsetTop - raw.clientHeight / 3;
}

document.addEventListener("pointerover", (event) => {
  const part = event.target.closest?.("[data-sentence]");
  if (part) point(part);
});
document.addEventListener("click", (event) => {
  const part = event.target.closest?.("[data-sentence]");
  if (part) point(part);
});
document.addEventListener("focusin", (event) => {
  for (const mark of document.querySelectorAll("mark.is-now")) mark.classList.remove("is-now");
  const marks = marksOf(event.target);
  if (marks.length) point(marks[0]);
  for (const mark of marks) mark.classList.add("is-now");
});

whenStepped(() => renewed(-1));
await source();
if (document.activeElement === document.body && all().length) all()[0].focus({ preventScroll: true });
