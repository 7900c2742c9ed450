// The search itself, away from the page so that typing never waits for it.
//
// Pagefind's scripts run here as a library: a worker has no document, so they leave queries uncut. Their
// plain search ranks but ignores order and drops what it does not know; their quoted search is exact but
// knows one phrase and no rank. So: every term by a quoted search, what they share by the rank of one plain
// search. Messages in: {id, action, …}; out: {id, …} or {id, failed: true}.

import { findTerms, markedPieces, queryTerms, TITLE_POSITIONS } from "./search-units.js";

const PAGE_SIZE = 10;
const QUERY_LENGTH = 200; // characters; what is pasted beyond them is not looked for
const NEAREST = { results: 8, units: 24, share: 0.3 };
const EXCERPT = { length: 90, lead: 24, reach: 60 }; // characters: in all, before the hit when cut, to look back

let engine = null; // a promise of {pagefind, articles}
let current = { id: 0, terms: [], results: [] };
let missed = 0; // files that did not arrive: Pagefind goes on without them, and would find too little

const plainFetch = self.fetch.bind(self);
self.fetch = async (...request) => {
  try {
    const response = await plainFetch(...request);
    if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
    return response;
  } catch (error) {
    missed += 1;
    throw error;
  }
};

const actions = {
  open: ({ index }) => {
    engine ??= open(index);
    return engine.then(({ articles }) => ({ articles }));
  },
  search,
  more: async ({ id, from }) => ({ hits: await present(current.results.slice(from, from + PAGE_SIZE), current.terms) }),
};

self.addEventListener("message", async ({ data }) => {
  try {
    const answer = await actions[data.action](data);
    if (missed > 0) throw new Error(`${missed} files did not arrive`);
    self.postMessage({ ...answer, id: data.id });
  } catch (error) {
    console.error(error);
    self.postMessage({ id: data.id, failed: true });
  }
});

async function open(index) {
  // The entry names the files of the latest edition, so it alone is always asked for again.
  const entry = await (await fetch(new URL("pagefind-entry.json", index), { cache: "no-cache" })).json();
  const [language] = Object.values(entry.languages);
  if (!language) return { pagefind: null, articles: 0 };
  const pagefind = await import(new URL("pagefind.js", index));
  await pagefind.options({ metaCacheTag: language.hash });
  await pagefind.init();
  return { pagefind, articles: language.page_count };
}

async function search({ id, query, sort }) {
  const { pagefind, articles } = await engine;
  const terms = queryTerms(query.slice(0, QUERY_LENGTH));
  const about = { articles, terms: terms.map(({ atoms, titleOnly }) => ({ text: atoms.join(""), titleOnly })) };
  current = { id, terms, results: [] };
  if (!pagefind || terms.length === 0) return { ...about, total: 0, hits: [], nearest: [] };

  const found = await Promise.all(terms.map((term) => exact(pagefind, term)));
  if (current.id !== id) return { stale: true };
  const results = [...found[0].keys()].filter((page) => found.every((pages) => pages.has(page)));
  const ordered = sort === "date" ? results.reverse() : await ranked(pagefind, terms, found, results);
  if (current.id !== id) return { stale: true };
  current.results = ordered.map((page) => found[0].get(page).result);
  const hits = await present(current.results.slice(0, PAGE_SIZE), terms);
  const near = results.length === 0 ? await nearest(pagefind, terms, articles) : [];
  return { ...about, total: results.length, hits, nearest: await present(near, terms) };
}

// The articles that hold a term, by page and oldest first: the engine numbers pages in the order they were added.
async function exact(pagefind, term) {
  const { results } = await pagefind.search(`"${term.units.join(" ")}"`);
  return new Map(
    results.map((result) => {
      const inTitle = term.titleOnly || (result.words.length > 0 && result.words[0] < TITLE_POSITIONS);
      return [result.id, { result, inTitle }];
    }),
  );
}

// Titles first: by the number of terms in the title, then by the engine's score, then the newer.
async function ranked(pagefind, terms, found, pages) {
  if (pages.length < 2) return pages;
  const { results } = await pagefind.search(terms.flatMap((term) => term.units).join(" "));
  const scores = new Map(results.map((result) => [result.id, result.score]));
  return pages
    .map((page, age) => ({
      page,
      age,
      titles: found.filter((hits) => hits.get(page).inTitle).length,
      score: scores.get(page) ?? 0,
    }))
    .sort((a, b) => b.titles - a.titles || b.score - a.score || b.age - a.age)
    .map(({ page }) => page);
}

// Where nothing holds all terms: the articles with the largest share of the units, rare units counting more.
async function nearest(pagefind, terms, articles) {
  const units = [...new Set(terms.flatMap((term) => term.units))].slice(0, NEAREST.units);
  const searches = await Promise.all(units.map((unit) => pagefind.search(`"${unit}"`)));
  const pages = new Map();
  let whole = 0;
  for (const { results } of searches) {
    const weight = Math.log(1 + articles / (results.length + 0.5));
    whole += weight;
    results.forEach((result, age) => {
      const page = pages.get(result.id) ?? { result, weight: 0, age };
      page.weight += weight;
      pages.set(result.id, page);
    });
  }
  return [...pages.values()]
    .filter((page) => page.weight >= whole * NEAREST.share)
    .sort((a, b) => b.weight - a.weight || b.age - a.age)
    .slice(0, NEAREST.results)
    .map(({ result }) => result);
}

function present(results, terms) {
  const inBody = terms.filter((term) => !term.titleOnly);
  return Promise.all(
    results.map(async (result) => {
      const { raw_url: url, content, meta } = await result.data();
      return {
        url,
        date: meta.date,
        folio: meta.folio,
        kind: meta.kind,
        title: markedPieces(meta.title, findTerms(meta.title, terms)),
        excerpt: excerpt(content.split("\n"), inBody),
      };
    }),
  );
}

const HALVED = /^(?:[\d.,，．%]{2}|[A-Za-z]{2}|[\ud800-\udbff][\udc00-\udfff]|[〇零一二三四五六七八九十百千万亿点]{2})$/;

// The stretch of text that says most about the terms: most different ones, then most of them, then the first.
function excerpt(sections, terms) {
  let best = { text: sections.find((text) => text.length > EXCERPT.lead) ?? sections[0], from: 0, spans: [], worth: 0 };
  for (const text of sections) {
    const spans = findTerms(text, terms);
    spans.forEach((first, at) => {
      const close = spans.slice(at).filter(({ end }) => end <= first.start + EXCERPT.length - EXCERPT.lead);
      const worth = new Set(close.map(({ term }) => term)).size * 100 + Math.min(close.length, 99);
      if (worth > best.worth) best = { text, from: first.start, spans, worth };
    });
  }
  return cut(best);
}

// From the start of the sentence if that is near enough to keep the hit in sight, else from a little before the hit.
function cut({ text, from, spans }) {
  const before = text.slice(0, from);
  const sentence = Math.max(...["。", "！", "？", "；", "!", "?"].map((stop) => before.lastIndexOf(stop))) + 1;
  const closing = /^[”’」』）)\s]+/u.exec(text.slice(sentence, from))?.[0].length ?? 0;
  let start = sentence + closing;
  if (from - start > EXCERPT.reach) start = wholeCharacter(text, from - EXCERPT.lead);
  const lastHit = spans.find((span) => span.start >= from)?.end ?? from;
  const end = wholeCharacter(text, Math.max(start + EXCERPT.length, lastHit));
  const shown = spans
    .filter((span) => span.end > start && span.start < end)
    .map((span) => ({ start: Math.max(span.start, start) - start, end: Math.min(span.end, end) - start }));
  const pieces = markedPieces(text.slice(start, end), shown);
  if (start > sentence + closing) pieces.unshift({ text: "……", mark: false });
  if (end < text.length) pieces.push({ text: "……", mark: false });
  return pieces;
}

// A place in the text that halves neither a character of two code units nor a number, which would be a wrong one.
function wholeCharacter(text, at) {
  let place = at;
  while (place > 0 && place < text.length && HALVED.test(text.slice(place - 1, place + 1))) place -= 1;
  return place;
}
