// Narrowing a search down: what filters let through, and how many results each of their values would have.
//
// A plain script, like search-units.js: pages and the worker find it as `self.searchFacets`.

self.searchFacets = (() => {
"use strict";

/** The filters in the order in which they are offered; each reads a column of the index. */
const FILTERS = [
  { name: "topic", column: "topic", title: "栏目" },
  { name: "kind", column: "kind", title: "体裁" },
  { name: "person", column: "person", title: "作者" },
  { name: "year", column: "issue", title: "年份", of: (issue) => issue.slice(0, 4) },
  { name: "issue", column: "issue", title: "期" },
  { name: "folio", column: "folio", title: "版" },
];
const MOST = 200; // values of one filter that are offered

const itself = (value) => value;

const nameOf = (labels, name, value) => labels[name] && labels[name][value];

// A filter's value may be given as it stands in the index or as readers see it (economy or 经济).
function means(labels, { name }, wanted) {
  return (value) => value === wanted || nameOf(labels, name, value) === wanted;
}

/** A function that takes hits and resolves to those that all filters let through. */
function matcher(filters, labels) {
  const active = FILTERS.filter(({ name }) => filters[name]);
  return async (hits) => {
    if (active.length === 0) return hits;
    const columns = await columnsOf(hits);
    const tests = active.map((filter) => test(filter, filters, labels));
    return hits.filter((hit) => tests.every((holds) => holds(columns.get(hit.shard), hit.page)));
  };
}

/**
 * Filter → `[{value, label, count}]`: how many hits a value has under the other filters, the chosen value always among
 * them. Names and topics come by count, times and 版 in their own order.
 */
async function countFacets(hits, filters, labels) {
  const columns = await columnsOf(hits);
  const tests = FILTERS.map((filter) => (filters[filter.name] ? test(filter, filters, labels) : () => true));
  const counts = FILTERS.map(() => new Map());
  for (const { shard, page } of hits) {
    const facets = columns.get(shard);
    const failed = tests.flatMap((holds, at) => (holds(facets, page) ? [] : [at]));
    if (failed.length > 1) continue;
    const told = failed.length === 0 ? FILTERS.keys() : failed;
    for (const at of told) {
      const values = new Set(valuesOf(facets, FILTERS[at], page));
      for (const value of values) counts[at].set(value, (counts[at].get(value) || 0) + 1);
    }
  }
  const all = {};
  FILTERS.forEach((filter, at) => {
    const { name } = filter;
    const rows = [...counts[at]].map(([value, count]) => ({ value, label: label(name, value, labels), count }));
    const chosen = filters[name];
    if (chosen && !rows.some(({ value }) => means(labels, filter, chosen)(value))) {
      rows.push({ value: chosen, label: label(name, chosen, labels), count: 0 });
    }
    all[name] = rows.sort(ORDERS[name] || mostFirst).slice(0, MOST);
  });
  return all;
}

const compare = (one, other) => Number(one > other) - Number(one < other);
const mostFirst = (a, b) => b.count - a.count || compare(a.value, b.value);
const newestFirst = (a, b) => compare(b.value, a.value);
const ORDERS = { year: newestFirst, issue: newestFirst, folio: (a, b) => compare(a.value, b.value) };

function label(name, value, labels) {
  if (name === "year") return `${value}年`;
  if (name === "issue") {
    const [year, month, day, extra] = value.split("-");
    return day ? `${year}年${Number(month)}月${Number(day)}日${extra ? `（${extra}）` : ""}` : value;
  }
  return nameOf(labels, name, value) || (name === "folio" ? `${value}版` : value);
}

async function columnsOf(hits) {
  const shards = [...new Set(hits.map(({ shard }) => shard))];
  const facets = await Promise.all(shards.map((shard) => shard.facets()));
  return new Map(shards.map((shard, at) => [shard, facets[at]]));
}

function valuesOf(facets, { column, of = itself }, page) {
  const { values, pages } = facets[column];
  return pages[page].map((place) => of(values[place]));
}

function test(filter, filters, labels) {
  const holds = means(labels, filter, filters[filter.name]);
  return (facets, page) => valuesOf(facets, filter, page).some(holds);
}

return { FILTERS, matcher, countFacets };
})();
