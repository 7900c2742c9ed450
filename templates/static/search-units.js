// What the search finds, for the browser: the same definition as generator/search/text_units.py, which explains it.
// tests/cases/search_units.json holds both to it. Offsets are UTF-16 code units of the text as it was given.
//
// A plain script: pages load it as a module and workers with importScripts, and find it as `self.searchUnits`.

self.searchUnits = (() => {
"use strict";

/** The positions kept for the title at the head of a record: a first hit below this is a hit in the title. */
const TITLE_POSITIONS = 96;

const END = "ᛝ";
const BETWEEN = "ᛇ";
const OVER = "ᛏ";
const NOTHING = "|";
const DOT = "ᛁ";
const LETTER = "ᛚ";
const NUMBER = "ᛟ";
const NUMBER_END = "ᛞ";

const PLAIN = "\\u3007\\u3400-\\u4db5\\u4e00-\\u9fef";
const TOKEN = new RegExp(`[${PLAIN}]+|[0-9a-z](?:\\.?[0-9a-z]){0,23}|.`, "gsu");
const IS_PLAIN = new RegExp(`^[${PLAIN}]`, "u");
const IS_WORD = /^[0-9a-z]/;
const IS_DIGIT = /^[0-9]$/;
const IS_CLEAR = /^[\p{Z}\p{Cc}\p{Cf}\p{Cs}‘’“”《》〈〉「」『』]$/u;
const IS_PUNCTUATION = /^\p{P}$/u;
const BLANK = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;

const SPOKEN = "%‰";
const JOINING = "·-/&@_#";
const JOINING_DIGITS = ":,";
const FOLD = new Map([["〜", "~"]]);
for (const dot of "‧•・･∙⋅") FOLD.set(dot, "·");
for (const hyphen of "‐‑–−") FOLD.set(hyphen, "-");

/** The same text without differences of width and case, character by character and of the same length. */
function fold(text) {
  let folded = "";
  for (const char of text) {
    const code = char.codePointAt(0);
    const narrow = code > 0xff00 && code < 0xff5f ? String.fromCharCode(code - 0xfee0) : (FOLD.get(char) || char);
    const small = narrow.toLowerCase();
    folded += small.length === narrow.length ? small : narrow;
  }
  return folded;
}

/** The text's runs of atoms; an atom is `{text, start, end}`, its folded text and where it stands. */
function runs(text) {
  const folded = fold(text);
  const found = [[]];
  const tokens = new RegExp(TOKEN.source, TOKEN.flags); // of this text alone: it remembers where it stands
  for (let match = tokens.exec(folded); match; match = tokens.exec(folded)) {
    const [token] = match;
    const start = match.index;
    const run = found[found.length - 1];
    if (IS_PLAIN.test(token)) {
      for (let at = 0; at < token.length; at += 1) {
        run.push({ text: token[at], start: start + at, end: start + at + 1 });
      }
    } else if (IS_WORD.test(token) || leavesInk(token) || joins(folded, start)) {
      run.push({ text: token, start, end: start + token.length });
    } else if (!IS_CLEAR.test(token)) {
      found.push([]);
    }
  }
  return found.filter((run) => run.length > 0);
}

/** What a query looks for, each thing once: `{runs, atoms, units, probes, titleOnly}`; all of them must be found. */
function queryTerms(query) {
  return termsOf(piecesOf(query).map((piece) => [piece]));
}

/**
 * The ways to read a query, as `{terms, leftOut}`, the most exact first: the first that finds anything holds. A
 * character by itself is read with its neighbours, and where that stands nowhere it is left out.
 */
function readings(query) {
  const pieces = piecesOf(query);
  const plain = { terms: termsOf(pieces.map((piece) => [piece])), leftOut: [] };
  const alone = pieces.filter(isAlone);
  if (alone.length === 0 || pieces.length === 1) return [plain];
  const joined = { terms: termsOf(together(query, pieces)), leftOut: [] };
  const rest = termsOf(pieces.filter((piece) => !isAlone(piece)).map((piece) => [piece]));
  return [joined, rest.length > 0 ? { terms: rest, leftOut: [...new Set(alone.map(([atom]) => atom))] } : plain];
}

function piecesOf(query) {
  const found = [];
  for (const part of query.split(BLANK)) found.push(...runs(part).map((run) => run.map((atom) => atom.text)));
  return found;
}

function isAlone(piece) {
  return piece.length === 1 && [...piece[0]].length === 1;
}

// The pieces, each character by itself joined to its neighbours: over white space as one run, over punctuation as the
// next run of the same term.
function together(query, pieces) {
  const ends = new Set();
  let atoms = 0;
  for (const run of runs(query)) ends.add((atoms += run.length));
  const joined = [];
  let place = 0;
  let joins = false;
  for (const piece of pieces) {
    const term = joined[joined.length - 1];
    if (!(joins || (term && isAlone(piece)))) joined.push([piece]);
    else if (ends.has(place)) term.push(piece);
    else term[term.length - 1] = term[term.length - 1].concat(piece);
    place += piece.length;
    joins = isAlone(piece);
  }
  return joined;
}

function termsOf(found) {
  const terms = new Map();
  for (const its of found) {
    const { atoms, starts } = laidOut(its);
    const units = phrase(atoms, starts);
    const key = its.map((run) => run.join(" ")).join("\n");
    terms.set(key, { atoms, starts, units, probes: probes(units), titleOnly: its.length === 1 && isAlone(its[0]) });
  }
  return [...terms.values()];
}

// Atoms one after another, and the places at which a run begins.
function laidOut(its) {
  const atoms = [];
  const starts = new Set();
  for (const run of its) {
    starts.add(atoms.length);
    for (const atom of run) atoms.push(atom);
  }
  return { atoms, starts };
}

/** Where the terms stand in one field: `{term, start, end}` by place, `term` being an index into `terms`. */
function findTerms(text, terms) {
  const spans = [];
  const field = laidOut(runs(text));
  for (let at = 0; at < field.atoms.length; at += 1) {
    terms.forEach((term, which) => {
      const end = endOf(field, at, term);
      if (end !== null) spans.push({ term: which, start: field.atoms[at].start, end });
    });
  }
  return spans;
}

/** The same places in order, those that overlap or touch as one. */
function joinSpans(spans) {
  const joined = [];
  for (const { start, end } of spans) {
    const last = joined[joined.length - 1];
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}

/** The text in pieces `{text, mark}`, the parts within spans marked. */
function markedPieces(text, spans) {
  const pieces = [];
  let done = 0;
  for (const { start, end } of joinSpans(spans)) {
    if (start > done) pieces.push({ text: text.slice(done, start), mark: false });
    pieces.push({ text: text.slice(start, end), mark: true });
    done = end;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), mark: false });
  return pieces;
}

function endOf(field, at, { atoms, starts }) {
  const last = atoms.length - 1;
  if (at + last >= field.atoms.length) return null;
  for (let step = 0; step <= last; step += 1) {
    if (step < last && field.atoms[at + step].text !== atoms[step]) return null;
    if (step > 0 && field.starts.has(at + step) !== starts.has(step)) return null;
  }
  const { text, start, end } = field.atoms[at + last];
  if (!IS_WORD.test(atoms[last])) return text === atoms[last] ? end : null;
  return text.startsWith(atoms[last]) ? start + atoms[last].length : null;
}

function phrase(atoms, starts) {
  if (atoms.length === 1) {
    return [code(atoms[0]) + ([...atoms[0]].length === 1 ? LETTER : END)];
  }
  const units = [];
  for (let at = 1; at < atoms.length; at += 1) {
    const step = stepUnits(atoms[at - 1], atoms[at], starts.has(at));
    units.push(...(at === 1 ? step.slice(-1) : step));
    if (starts.has(at)) units.push(NOTHING);
  }
  return units;
}

// The units that have to be looked up, as `[distance from the first, unit]`; the others follow from them.
function probes(units) {
  const kept = [];
  units.forEach((unit, at) => {
    const [before] = kept[kept.length - 1] || [];
    const implied = before === at - 1 && at + 1 < units.length && units.slice(at - 1, at + 2).every(isPair);
    if (!implied && unit !== NOTHING) kept.push([at, unit]);
  });
  return kept;
}

function isPair(unit) {
  return unit.length === 2 && IS_PLAIN.test(unit) && IS_PLAIN.test(unit[1]);
}

function stepUnits(before, after, over) {
  const head = code(before) + (over ? OVER : "");
  if (!IS_WORD.test(after)) return [head + code(after)];
  const whole = head + (!over && IS_WORD.test(before) ? BETWEEN : "");
  const ends = [...after].map((char, at) => (char === "." ? 0 : at + 1)).filter((end) => end > 0);
  return ends.map((end) => whole + code(after.slice(0, end)) + END);
}

function code(atom) {
  if (IS_WORD.test(atom)) return atom.replace(/\./g, DOT);
  return IS_PLAIN.test(atom) ? atom : NUMBER + atom.codePointAt(0).toString(16) + NUMBER_END;
}

function leavesInk(char) {
  return SPOKEN.includes(char) || !(IS_CLEAR.test(char) || IS_PUNCTUATION.test(char));
}

function joins(folded, at) {
  const [before] = [...folded.slice(Math.max(at - 2, 0), at)].slice(-1);
  const [char, after] = [...folded.slice(at, at + 3)];
  if (before === undefined || after === undefined) return false;
  if (JOINING_DIGITS.includes(char)) return IS_DIGIT.test(before) && IS_DIGIT.test(after);
  return JOINING.includes(char) && leavesInk(before) && leavesInk(after);
}

return { TITLE_POSITIONS, fold, runs, queryTerms, readings, findTerms, joinSpans, markedPieces };
})();
