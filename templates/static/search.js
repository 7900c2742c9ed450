// The search page: the form and the address on one side, the worker on the other, results as elements between.
// Nothing is loaded before the reader shows intent: a focus, or an address that asks for something.

import { SearchClient } from "./search-client.js";
import { Filters } from "./search-filters.js";
import { forgetSearches, recentSearches, rememberSearch } from "./search-recent.js";
import { keepPlace, keptPlace } from "./search-place.js";
import { element, fill, resultItem } from "./search-results.js";

const PAUSE = 180; // ms without a keystroke before a search
const PATIENCE = 250; // ms before "searching" is said aloud: most answers come sooner

const FAULTS = {
  network: "搜索没有加载成功，请检查网络后重试",
  damaged: "搜索的索引有缺损，请过一会儿重试；如果一直这样，请告诉编辑部",
  old: "这个浏览器太旧，不能搜索；请升级浏览器，或者从往期和专题里找",
};

const section = document.querySelector("#search");
if (section) start(section);

function start(root) {
  const find = (selector) => root.querySelector(selector);
  const form = find("form");
  const input = find("input[name=q]");
  const status = find("[data-search-status]");
  const list = find("[data-search-results]");
  const near = find("[data-search-near]");
  const nearest = find("[data-search-nearest]");
  const recent = find("[data-search-recent]");
  const suggested = find("[data-search-suggested]");
  const more = find("[data-search-more]");
  const retry = find("[data-search-retry]");
  const up = find("[data-search-up]");
  const pageTitle = document.title;
  const script = new URL("search-worker.js", document.querySelector("script[src*='search.js']").src);
  const client = new SearchClient(new URL(root.dataset.index, location.href).href, script.href);
  const filters = new Filters(root, { changed: now, opened: () => run() });

  let composing = false;
  let timer = 0;
  let asked = 0; // the latest request; answers to earlier ones are ignored
  let shown = ""; // what was asked last, as one text
  let leads = false; // whether the reader goes on to the results once they are there

  const asking = () => ({ query: input.value.trim(), sort: form.elements.sort.value, filters: filters.values });
  const isNew = () => JSON.stringify(asking()) !== shown;
  const say = (text) => {
    if (status.textContent !== text) status.textContent = text;
  };

  function show(state, total, message) {
    say(message);
    list.dataset.total = String(total);
    list.dataset.state = state;
    root.dataset.state = state;
    list.setAttribute("aria-busy", String(state === "loading"));
    retry.hidden = state !== "error";
  }

  function clear() {
    fill(list, []);
    fill(nearest, []);
    near.hidden = true;
    suggested.hidden = true;
    more.hidden = true;
    up.hidden = true;
  }

  function fail(error, total) {
    client.restart(); // the next search, or the button, tries again from the start
    if (!error.kind) console.error(error);
    show("error", total, FAULTS[error.kind] || FAULTS.old);
  }

  // The tail of the list: what else there is, and the way up once the list is longer than a page.
  function showTail(total) {
    const left = total - list.childElementCount;
    more.hidden = left <= 0;
    more.textContent = left > 0 ? `再看${left > 10 ? "十" : ` ${left} `}篇（已列出 ${list.childElementCount} 篇，共 ${total} 篇）` : "";
    up.hidden = list.childElementCount <= 10;
  }

  // `place` is where the reader was in these results when they left them.
  async function run(place) {
    const question = asking();
    const request = (asked += 1);
    shown = JSON.stringify(question);
    document.title = question.query === "" ? pageTitle : `${question.query} · ${pageTitle}`;
    showRecent();
    if (question.query === "") {
      clear();
      filters.show(null);
      show("idle", 0, "");
      return;
    }
    list.dataset.state = "loading";
    list.setAttribute("aria-busy", "true");
    const counts = filters.open || Object.keys(question.filters).length > 0;
    const wait = setTimeout(() => say("正在查找……"), PATIENCE);
    const early = ({ hits }) => {
      if (request !== asked) return;
      clearTimeout(wait);
      clear();
      append(list, hits, question.query);
      say("先看最新的几篇，正在查找更早的……");
    };
    try {
      const answer = await client.search({ ...question, counts }, early);
      if (request !== asked || answer.stale) return;
      const { hits } = place && place.shown > answer.hits.length ? await client.more(0, place.shown) : answer;
      if (request !== asked) return;
      const active = document.activeElement;
      const focused = active && active.matches("[data-result]") ? active.href : null;
      clear();
      append(list, hits, question.query);
      append(nearest, answer.nearest, question.query, "near");
      near.hidden = answer.nearest.length === 0;
      showTail(answer.total);
      showLinks(suggested, answer.suggestions);
      if (counts) filters.show(answer.facets);
      show("done", answer.total, summary(answer));
      const again = focused && [...list.querySelectorAll("a")].find((link) => link.href === focused);
      if (again) again.focus();
      if (place) scrollTo(0, place.top);
      lead();
    } catch (error) {
      if (request !== asked) return;
      clear();
      fail(error, 0);
    } finally {
      clearTimeout(wait);
    }
  }

  // A search that was sent leads from the field to the results, and the keyboard on the screen makes room for them.
  function lead() {
    if (!leads || list.dataset.state !== "done") return;
    leads = false;
    if (list.childElementCount > 0) list.focus({ preventScroll: true });
  }

  async function showMore() {
    const request = asked;
    const from = list.childElementCount;
    more.disabled = true;
    show("loading", list.dataset.total, status.textContent);
    try {
      const { hits } = await client.more(from);
      if (request !== asked) return;
      append(list, hits, asking().query);
      showTail(Number(list.dataset.total));
      show("done", list.dataset.total, status.textContent);
      if (list.children[from]) list.children[from].querySelector("a").focus();
    } catch (error) {
      if (request === asked) fail(error, list.dataset.total);
    } finally {
      more.disabled = false;
    }
  }

  // Before anything is looked for: what was looked for earlier.
  function showRecent() {
    showLinks(recent, input.value.trim() === "" ? recentSearches() : []);
  }

  // The address follows what is shown. A search being typed has one entry of the history, replaced as it grows;
  // one that was sent stays, so that the back button goes from search to search.
  function write(typing) {
    const { query, sort } = asking();
    const address = new URL(location.href);
    for (const [name, value] of [["q", query], ["sort", sort === "date" ? sort : ""]]) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    filters.write(address.searchParams);
    const moves = address.href !== location.href;
    const grows = (history.state && history.state.typing) || !new URL(location.href).searchParams.get("q");
    if (moves && !grows) history.pushState({ typing }, "", address);
    else history.replaceState({ typing }, "", address);
  }

  function read() {
    const address = new URL(location.href).searchParams;
    // What was typed before this script arrived is kept.
    if (address.has("q") || shown !== "") input.value = address.get("q") || "";
    form.elements.sort.value = address.get("sort") === "date" ? "date" : "rank";
    filters.read(address);
    if (isNew()) run(keptPlace());
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (composing || !isNew()) return;
      write(true);
      run();
    }, PAUSE);
  }

  function now() {
    clearTimeout(timer);
    write(false);
    remember();
    if (list.dataset.state === "error" || isNew()) run();
  }

  function remember() {
    const { query } = asking();
    if (query !== "") rememberSearch(query);
  }

  // What is being composed in an input method is not text yet: nothing is looked up before it is.
  input.addEventListener("compositionstart", () => {
    composing = true;
    clearTimeout(timer);
  });
  input.addEventListener("compositionend", () => {
    composing = false;
    soon();
  });
  input.addEventListener("input", (event) => {
    if (!composing && !event.isComposing) soon();
  });
  input.addEventListener("focus", () => client.warm(), { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (composing) return;
    input.blur();
    leads = true;
    now();
    lead();
  });
  form.addEventListener("change", ({ target }) => {
    if (target.name === "sort") now();
  });
  list.addEventListener("click", remember);
  recent.querySelector("button").addEventListener("click", () => {
    forgetSearches();
    showRecent();
    input.focus();
  });
  more.addEventListener("click", showMore);
  retry.addEventListener("click", () => run());
  up.addEventListener("click", () => {
    scrollTo(0, 0);
    list.focus({ preventScroll: true });
  });
  root.addEventListener("keydown", (event) => walk(event, root, input, list));
  document.addEventListener("keydown", (event) => {
    const isPlain = event.key === "/" && !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing;
    if (!isPlain || event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  keepPlace(() => (list.dataset.state === "done" ? list.childElementCount : 0));
  addEventListener("popstate", read);
  read();
}

function append(list, hits, query, near) {
  list.append(...hits.map((hit) => resultItem(hit, query, near)));
}

// A list of queries that are one touch away.
function showLinks(place, queries) {
  place.hidden = queries.length === 0;
  fill(
    place.querySelector("ul"),
    queries.map((query) => {
      const link = element("a", "search__again", query);
      link.href = `?q=${encodeURIComponent(query)}`;
      return element("li", "", [link]);
    }),
  );
}

function summary({ articles, terms, leftOut, cut, total, unfiltered, nearest }) {
  if (articles === 0) return "还没有可以搜索的文章";
  if (terms.length === 0) return "输入至少一个字或数字";
  const single = terms.filter(({ titleOnly }) => titleOnly).map(({ text }) => `“${text}”`);
  const notes = [
    ...(single.length > 0 ? [`${single.join("")}：一个字只在标题里查找`] : []),
    ...(leftOut.length > 0 ? [`${leftOut.map((char) => `“${char}”`).join("")}在这个位置没有找到，略去不查`] : []),
    ...(cut > 0 ? [`输入太长，只查了前 ${cut} 个字`] : []),
  ];
  const note = notes.length > 0 ? `（${notes.join("；")}）` : "";
  if (total > 0) return `找到 ${total} 篇${note}`;
  if (unfiltered > 0) return `这样筛选没有结果；不筛选有 ${unfiltered} 篇${note}`;
  return (nearest.length > 0 ? "没有完全匹配的文章，以下是最接近的" : "没有找到相关的文章") + note;
}

// Arrow keys walk from the field through the results and back.
function walk(event, root, input, list) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [input, ...root.querySelectorAll("[data-result], [data-near]")];
  const active = document.activeElement;
  const at = active === list ? 0 : stops.indexOf(active);
  if (!step || event.isComposing || at < 0 || !stops[at + step]) return;
  event.preventDefault();
  stops[at + step].focus();
}
