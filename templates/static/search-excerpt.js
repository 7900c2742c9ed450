// The stretch of an article's text that is shown with a result, and its title, in pieces `{text, mark}`.

import { findTerms, markedPieces } from "./search-units.js";

const EXCERPT = { length: 90, lead: 24, reach: 60 }; // characters: in all, before the hit when cut, to look back

/** What is shown of an article that was found. */
export function shownArticle({ url, content, meta }, terms) {
  return {
    url,
    date: meta.date,
    folio: meta.folio,
    kind: meta.kind,
    title: markedPieces(meta.title, findTerms(meta.title, terms)),
    excerpt: excerpt(content.split("\n"), terms.filter((term) => !term.titleOnly)),
  };
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
