// The search page: the form and the address on one side, the worker on the other, results as elements between.
// Nothing is loaded before the reader shows intent: a focus, or an address that asks for something.

import { SearchClient } from "./search-client.js";
import { Filters } from "./search-filters.js";
import { forgetSearches, recentSearches, rememberSearch } from "./search-recent.js";
import { element, resultItem } from "./search-results.js";

const PAUSE = 180; // ms without a keystroke before a search
const PATIENCE = 250; // ms before "searching" is said aloud: most answers come sooner

const section = document.querySelector("#search");
if (section) start(section);

function start(root) {
  const find = (selector) => root.querySelector(selector);
  const form = find("form");
  const input = find("input[name=q]");
  const status = find("[data-search-status]");
  const list = find("[data-search-results]");
  const nearest = find("[data-search-nearest]");
  const recent = find("[data-search-recent]");
  const suggested = find("[data-search-suggested]");
  const more = find("[data-search-more]");
  const retry = find("[data-search-retry]");
  const client = new SearchClient(new URL(root.dataset.index, location.href).href);
  const filters = new Filters(root, { changed: now, opened: run });

  let composing = false;
  let timer = 0;
  let asked = 0; // the latest request; answers to earlier ones are ignored
  let shown = ""; // what was asked last, as one text

  const asking = () => ({ query: input.value.trim(), sort: form.elements.sort.value, filters: filters.values });
  const isNew = () => JSON.stringify(asking()) !== shown;
  const say = (text) => {
    if (status.textContent !== text) status.textContent = text;
  };

  function show(state, total, message) {
    say(message);
    list.dataset.total = String(total);
    list.dataset.state = state;
    list.setAttribute("aria-busy", String(state === "loading"));
    retry.hidden = state !== "error";
  }

  function clear() {
    list.replaceChildren();
    nearest.replaceChildren();
    nearest.hidden = true;
    suggested.hidden = true;
    more.hidden = true;
  }

  async function run() {
    const question = asking();
    const request = (asked += 1);
    shown = JSON.stringify(question);
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
      fill(list, hits, question.query);
      say("先看最新的几篇，正在查找更早的……");
    };
    try {
      const answer = await client.search({ ...question, counts }, early);
      if (request !== asked || answer.stale) return;
      const focused = document.activeElement?.matches("[data-result]") ? document.activeElement.href : null;
      clear();
      fill(list, answer.hits, question.query);
      fill(nearest, answer.nearest, question.query, "near");
      nearest.hidden = answer.nearest.length === 0;
      more.hidden = answer.hits.length >= answer.total;
      showLinks(suggested, answer.suggestions);
      if (counts) filters.show(answer.facets);
      show("done", answer.total, summary(answer));
      if (focused) [...list.querySelectorAll("a")].find((link) => link.href === focused)?.focus();
    } catch {
      if (request !== asked) return;
      client.restart(); // the next search, or the button, tries again from the start
      clear();
      show("error", 0, "搜索没有加载成功，请检查网络后重试");
    } finally {
      clearTimeout(wait);
    }
  }

  async function showMore() {
    const request = asked;
    const from = list.childElementCount;
    more.disabled = true;
    show("loading", list.dataset.total, status.textContent);
    try {
      const { hits } = await client.more(from);
      if (request !== asked) return;
      fill(list, hits, asking().query);
      more.hidden = list.childElementCount >= Number(list.dataset.total);
      show("done", list.dataset.total, status.textContent);
      list.children[from]?.querySelector("a").focus();
    } catch {
      if (request !== asked) return;
      client.restart();
      show("error", list.dataset.total, "搜索没有加载成功，请检查网络后重试");
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
    const grows = history.state?.typing || !new URL(location.href).searchParams.get("q");
    if (moves && !grows) history.pushState({ typing }, "", address);
    else history.replaceState({ typing }, "", address);
  }

  function read() {
    const address = new URL(location.href).searchParams;
    // What was typed before this script arrived is kept.
    if (address.has("q") || shown !== "") input.value = address.get("q") ?? "";
    form.elements.sort.value = address.get("sort") === "date" ? "date" : "rank";
    filters.read(address);
    if (isNew()) run();
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
    if (!composing) now();
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
  retry.addEventListener("click", run);
  root.addEventListener("keydown", (event) => walk(event, root, input));
  addEventListener("popstate", read);
  read();
}

function fill(list, hits, query, near) {
  list.append(...hits.map((hit) => resultItem(hit, query, near)));
}

// A list of queries that are one touch away.
function showLinks(place, queries) {
  place.hidden = queries.length === 0;
  place.querySelector("ul").replaceChildren(
    ...queries.map((query) => {
      const link = element("a", "search__again", query);
      link.href = `?q=${encodeURIComponent(query)}`;
      return element("li", "", [link]);
    }),
  );
}

function summary({ articles, terms, total, unfiltered, nearest }) {
  if (articles === 0) return "还没有可以搜索的文章";
  if (terms.length === 0) return "输入至少一个字或数字";
  const single = terms.filter(({ titleOnly }) => titleOnly).map(({ text }) => `“${text}”`);
  const note = single.length > 0 ? `（${single.join("")}：一个字只在标题里查找）` : "";
  if (total > 0) return `找到 ${total} 篇${note}`;
  if (unfiltered > 0) return `这样筛选没有结果；不筛选有 ${unfiltered} 篇${note}`;
  return (nearest.length > 0 ? "没有完全匹配的文章，以下是最接近的" : "没有找到相关的文章") + note;
}

// Arrow keys walk from the field through the results and back.
function walk(event, root, input) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [input, ...root.querySelectorAll("[data-result], [data-near]")];
  const at = stops.indexOf(document.activeElement);
  if (!step || event.isComposing || at < 0 || !stops[at + step]) return;
  event.preventDefault();
  stops[at + step].focus();
}
