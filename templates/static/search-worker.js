// The search itself, away from the page so that typing never waits for it.
//
// Messages in: {id, action, …}; out: {id, …} or {id, failed}, which says why ("network", "damaged", or "old" for whatever
// this browser cannot do). A search of a large archive answers twice: first {id, early: true, …} with the newest articles
// that were found, then with all. A plain worker, not a module: those are younger than the telephones we serve.

"use strict";

importScripts("search-units.js", "search-facets.js", "search-excerpt.js", "search-index.js");
const { readings } = self.searchUnits;
const { countFacets, matcher } = self.searchFacets;
const { shownArticle } = self.searchExcerpt;
const { openIndex } = self.searchIndex;

const PAGE_SIZE = 10;
const QUERY_LENGTH = 200; // characters; what is pasted beyond them is not looked for
const NEAREST = { results: 8, looked: 200, share: 0.3 };
const LARGE = 20000; // articles; beyond, the newest NEWEST of them answer first
const NEWEST = 2000;
const SUGGESTED = { shards: 3, words: 6 };
const LENGTH = 820; // units of a text of usual length
const WEIGHT = { often: 1.2, length: 0.7 }; // BM25's k and b

let opened;
const index = new Promise((resolve) => {
  opened = resolve;
});
let current = { id: 0, terms: [], hits: [] };

const actions = {
  open: async ({ root, catalogue }) => {
    const whole = openIndex(root, catalogue);
    opened(whole);
    const { shards, articles } = whole;
    await Promise.all((articles > LARGE ? newest(shards) : shards).map((shard) => shard.table()));
    return { articles };
  },
  search,
  more: async ({ from, to = from + PAGE_SIZE }) => ({ hits: await present(current.hits.slice(from, to), current.terms) }),
};

self.addEventListener("message", async ({ data }) => {
  try {
    self.postMessage(Object.assign({}, await actions[data.action](data), { id: data.id }));
  } catch (error) {
    console.error(error);
    self.postMessage({ id: data.id, failed: error.kind || "old" });
  }
});

// `filters` is filter → value; with `counts` the answer says how many results each value of each filter has.
async function search({ id, query, sort, filters, counts }) {
  current = { id, terms: [], hits: [] };
  const { shards, labels, articles } = await index;
  const ways = readings(query.slice(0, QUERY_LENGTH));
  const about = { articles, cut: query.length > QUERY_LENGTH ? QUERY_LENGTH : 0 };
  if (ways[0].terms.length === 0 || articles === 0) {
    return { ...about, terms: [], leftOut: [], total: 0, unfiltered: 0, hits: [], nearest: [], suggestions: [] };
  }
  const matches = matcher(filters, labels);
  if (articles > LARGE) await answerEarly(newest(shards), { id, terms: ways[0].terms, sort, matches });
  let found = [];
  let every = [];
  let way = null;
  for (way of ways) {
    if (current.id !== id) return { stale: true };
    const { terms } = way;
    found = await Promise.all(shards.map((shard) => lookUp(shard, terms)));
    every = [].concat(...found.map(({ hits }) => hits));
    if (every.length > 0) break;
  }
  const { terms, leftOut } = way;
  const facets = counts ? await countFacets(every, filters, labels) : null;
  const ordered = arrange(await matches(every), { terms, sort }, found);
  if (current.id !== id) return { stale: true };
  current = { id, terms, hits: ordered };
  const near = every.length === 0 ? nearest(found, articles) : [];
  const [hits, nearestShown, suggestions] = await Promise.all([
    present(ordered.slice(0, PAGE_SIZE), terms),
    present(near, terms),
    every.length === 0 ? suggest(shards, terms) : [],
  ]);
  return {
    ...about,
    terms: terms.map(({ atoms, titleOnly }) => ({ text: atoms.join(""), titleOnly })),
    leftOut,
    total: ordered.length,
    unfiltered: every.length,
    hits,
    nearest: nearestShown,
    suggestions,
    facets,
  };
}

async function answerEarly(shards, asked) {
  const found = await Promise.all(shards.map((shard) => lookUp(shard, asked.terms)));
  const ordered = arrange(await asked.matches([].concat(...found.map(({ hits }) => hits))), { ...asked, sort: "date" }, found);
  const hits = await present(ordered.slice(0, PAGE_SIZE), asked.terms);
  if (current.id === asked.id && hits.length > 0) self.postMessage({ id: asked.id, early: true, hits });
}

function newest(shards) {
  let articles = 0;
  const chosen = [];
  for (const shard of shards.slice().reverse()) {
    if (articles >= NEWEST) break;
    chosen.unshift(shard);
    articles += shard.articles;
  }
  return chosen;
}

// The articles of a shard that hold all terms, oldest first; `terms` is what was found of each term.
async function lookUp(shard, terms) {
  const [table, ...found] = await Promise.all([shard.table(), ...terms.map((term) => shard.find(term))]);
  const rows = found.map(({ pages }) => new Map(pages.map((page, row) => [page, row])));
  const size = terms.reduce((sum, { atoms }) => sum + atoms.length, 0);
  const hits = found[0].pages
    .filter((page) => rows.every((row) => row.has(page)))
    .map((page) => {
      const counts = found.map((term, at) => term.counts[rows[at].get(page)]);
      const titles = found.filter((term, at) => term.inTitle[rows[at].get(page)]).length;
      const whole = titles === terms.length && size >= table.titles[page];
      return { shard, page, titles, whole, counts, length: table.lengths[page] };
    });
  return { shard, terms: found, hits };
}

// Titles first: by the number of terms in the title, the title that is no more than they are, then by how much the
// text has of them (BM25), then the newer. Or by date.
function arrange(hits, { sort, terms }, found) {
  if (sort === "date") return hits.slice().reverse();
  const articles = found.reduce((sum, { shard }) => sum + shard.articles, 0);
  const rarity = terms.map((_, at) => {
    const held = found.reduce((sum, shard) => sum + shard.terms[at].pages.length, 0);
    return Math.log(1 + articles / (held + 0.5));
  });
  for (const hit of hits) {
    const slow = WEIGHT.often * (1 - WEIGHT.length + (WEIGHT.length * hit.length) / LENGTH);
    const score = hit.counts.reduce((sum, count, at) => sum + (rarity[at] * count) / (count + slow), 0);
    hit.score = Math.round(score * 1e6); // whole numbers, so that every machine orders alike
  }
  return hits.sort((a, b) => b.titles - a.titles || b.whole - a.whole || b.score - a.score || age(b) - age(a));
}

function age({ shard, page }) {
  return shard.before + page;
}

// Where nothing holds all terms: the articles with the largest share of what was looked up, rare units counting more,
// and among them those where most of it stands together.
function nearest(found, articles) {
  const weights = found[0].terms.map(({ lists }, at) =>
    lists.map((_, which) => {
      const held = found.reduce((sum, { terms }) => sum + terms[at].lists[which].pages.length, 0);
      return Math.log(1 + articles / (held + 0.5));
    }),
  );
  const whole = [].concat(...weights).reduce((sum, weight) => sum + weight, 0);
  const candidates = found.map(({ shard, terms }) => {
    const shares = new Map();
    terms.forEach(({ lists }, at) =>
      lists.forEach(({ pages }, which) => {
        for (const page of pages) shares.set(page, (shares.get(page) || 0) + weights[at][which]);
      }),
    );
    return [...shares]
      .filter(([, share]) => share >= whole * NEAREST.share)
      .map(([page, share]) => ({ shard, page, terms, share }));
  });
  const likely = [].concat(...candidates).sort((a, b) => b.share - a.share || age(b) - age(a)).slice(0, NEAREST.looked);
  for (const hit of likely) hit.share += together(hit, weights);
  return likely.sort((a, b) => b.share - a.share || age(b) - age(a)).slice(0, NEAREST.results);
}

// The most of each term that stands in one place, as in the term itself.
function together({ page, terms }, weights) {
  return terms.reduce((sum, { lists, distances }, at) => {
    const places = new Map();
    lists.forEach((list, which) => {
      const row = list.pages.indexOf(page);
      for (const place of row < 0 ? [] : list.places.slice(list.starts[row], list.starts[row + 1])) {
        const start = place - distances[which];
        places.set(start, (places.get(start) || 0) + weights[at][which]);
      }
    });
    return sum + Math.max(0, ...places.values());
  }, 0);
}

// Words of recent titles and tags that share two characters with what was looked for, those that share most first.
async function suggest(shards, terms) {
  const words = [].concat(...(await Promise.all(shards.slice(-SUGGESTED.shards).map((shard) => shard.words()))).reverse());
  const asked = terms.map(({ atoms }) => atoms.join(""));
  const pairsOf = (text) => Array.from({ length: Math.max(text.length - 1, 0) }, (_, at) => text.slice(at, at + 2));
  const pairs = new Set([].concat(...asked.map(pairsOf)));
  const shared = (word) => pairsOf(word).filter((pair) => pairs.has(pair)).length;
  return [...new Set(words)]
    .map((word, order) => ({ word, order, shared: asked.includes(word) ? 0 : shared(word) }))
    .filter((row) => row.shared > 0)
    .sort((a, b) => b.shared - a.shared || a.order - b.order)
    .slice(0, SUGGESTED.words)
    .map(({ word }) => word);
}

function present(hits, terms) {
  return Promise.all(hits.map(async ({ shard, page }) => shownArticle(await shard.article(page), terms)));
}
