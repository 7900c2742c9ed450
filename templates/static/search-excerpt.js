// The stretch of an article's text that is shown with a result, and its title, in pieces `{text, mark}`.
// One of the worker's plain scripts.

self.searchExcerpt = (() => {
"use strict";

const { findTerms, markedPieces } = self.searchUnits;

const EXCERPT = { length: 90, lead: 24, reach: 60 }; // characters: in all, before the hit when cut, to look back

/** What is shown of an article that was found; `breaks` are the places where its title may go on in the next line. */
function shownArticle({ url, content, meta }, terms) {
  const inText = terms.filter((term) => !term.titleOnly);
  const named = meta.title.trim() !== "";
  const title = named ? meta.title : meta.opening || content.slice(0, EXCERPT.lead);
  return {
    url,
    date: meta.date,
    folio: meta.folio,
    kind: meta.kind,
    title: markedPieces(title, findTerms(title, named ? terms : inText)),
    breaks: (named && meta.breaks) || [],
    excerpt: excerpt(content.split("\n"), inText),
  };
}

const HALVED = /^(?:[\d.,，．%]{2}|[A-Za-z]{2}|[\ud800-\udbff][\udc00-\udfff]|[〇零一二三四五六七八九十百千万亿点]{2})$/;

// The stretch of text that says most about the terms: most different ones, then most of them, then the first.
function excerpt(sections, terms) {
  const longEnough = sections.find((text) => text.length > EXCERPT.lead);
  let best = { text: longEnough || sections[0], from: 0, spans: [], worth: 0 };
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

// From the start of the sentence if that is near enough to keep the hit in sight, else from a clause or a word before it.
function cut({ text, from, spans }) {
  const sentence = opens(text, from)[0];
  let start = sentence;
  if (from - start > EXCERPT.reach) {
    const clause = opens(text, from).find((place) => from - place <= EXCERPT.reach);
    start = clause === undefined ? wordBefore(text, from) : clause;
  }
  const hit = spans.find((span) => span.start >= from);
  const end = wholeCharacter(text, Math.max(start + EXCERPT.length, hit ? hit.end : from));
  const shown = spans
    .filter((span) => span.end > start && span.start < end)
    .map((span) => ({ start: Math.max(span.start, start) - start, end: Math.min(span.end, end) - start }));
  const pieces = markedPieces(text.slice(start, end), shown);
  if (start > sentence) pieces.unshift({ text: "……", mark: false });
  if (end < text.length) pieces.push({ text: "……", mark: false });
  return pieces;
}

// Where the sentence before a place begins, and after it each of its clauses.
function opens(text, from) {
  const before = text.slice(0, from);
  const sentence = Math.max(...["。", "！", "？", "；", "!", "?"].map((stop) => before.lastIndexOf(stop))) + 1;
  const places = [sentence];
  before.slice(sentence).replace(/[，、：—…]+/g, (mark, at) => places.push(sentence + at + mark.length));
  return places.map((place) => place + /^[”’」』）)\s]*/u.exec(text.slice(place, from))[0].length);
}

// A word that begins a little before the hit: where the browser knows words, else where no number is torn.
function wordBefore(text, from) {
  const place = wholeCharacter(text, from - EXCERPT.lead);
  if (!self.Intl || !Intl.Segmenter) return place;
  const stretch = text.slice(place, from);
  const [, second] = new Intl.Segmenter("zh", { granularity: "word" }).segment(stretch);
  return second ? place + second.index : place;
}

// A place in the text that halves neither a character of two code units nor a number, which would be a wrong one.
function wholeCharacter(text, at) {
  let place = at;
  while (place > 0 && place < text.length && HALVED.test(text.slice(place - 1, place + 1))) place -= 1;
  return place;
}

return { shownArticle };
})();
