// What the search finds, for the browser: the same definition as generator/press/units.py, which explains it.
// tests/cases/search_units.json holds both to it. Offsets are UTF-16 code units of the text as it was given.

/** The positions kept for the title at the head of a record: a first hit below this is a hit in the title. */
export const TITLE_POSITIONS = 96;

const END = "ᛝ";
const BETWEEN = "ᛇ";
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
const FOLD = new Map([
  ...[..."‧•・･∙⋅"].map((dot) => [dot, "·"]),
  ...[..."‐‑–−"].map((hyphen) => [hyphen, "-"]),
  ["〜", "~"],
]);

/** The same text without differences of width and case, character by character and of the same length. */
export function fold(text) {
  let folded = "";
  for (const char of text) {
    const code = char.codePointAt(0);
    const narrow = code > 0xff00 && code < 0xff5f ? String.fromCharCode(code - 0xfee0) : (FOLD.get(char) ?? char);
    const small = narrow.toLowerCase();
    folded += small.length === narrow.length ? small : narrow;
  }
  return folded;
}

/** The text's runs of atoms; an atom is `{text, start, end}`, its folded text and where it stands. */
export function runs(text) {
  const folded = fold(text);
  const found = [[]];
  for (const match of folded.matchAll(TOKEN)) {
    const [token] = match;
    const start = match.index;
    const run = found.at(-1);
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

/** What a query looks for, each thing once: `{atoms, units, probes, titleOnly}`; all of them must be found. */
export function queryTerms(query) {
  const found = new Map();
  for (const part of query.split(BLANK)) {
    for (const run of runs(part)) {
      const atoms = run.map((atom) => atom.text);
      const titleOnly = atoms.length === 1 && [...atoms[0]].length === 1;
      const units = phrase(atoms);
      found.set(atoms.join(" "), { atoms, units, probes: probes(units), titleOnly });
    }
  }
  return [...found.values()];
}

/** Where the terms stand in one field: `{term, start, end}` by place, `term` being an index into `terms`. */
export function findTerms(text, terms) {
  const spans = [];
  for (const run of runs(text)) {
    for (let at = 0; at < run.length; at += 1) {
      terms.forEach(({ atoms }, term) => {
        const end = endOf(run, at, atoms);
        if (end !== null) spans.push({ term, start: run[at].start, end });
      });
    }
  }
  return spans;
}

/** The same places in order, those that overlap or touch as one. */
export function joinSpans(spans) {
  const joined = [];
  for (const { start, end } of spans) {
    const last = joined.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}

/** The text in pieces `{text, mark}`, the parts within spans marked. */
export function markedPieces(text, spans) {
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

function endOf(run, at, atoms) {
  const last = atoms.length - 1;
  if (at + last >= run.length) return null;
  for (let step = 0; step < last; step += 1) {
    if (run[at + step].text !== atoms[step]) return null;
  }
  const { text, start, end } = run[at + last];
  if (!IS_WORD.test(atoms[last])) return text === atoms[last] ? end : null;
  return text.startsWith(atoms[last]) ? start + atoms[last].length : null;
}

function phrase(atoms) {
  if (atoms.length === 1) {
    return [code(atoms[0]) + ([...atoms[0]].length === 1 ? LETTER : END)];
  }
  const units = [];
  for (let at = 1; at < atoms.length; at += 1) {
    const step = stepUnits(atoms[at - 1], atoms[at]);
    units.push(...(at === 1 ? step.slice(-1) : step));
  }
  return units;
}

// The units that have to be looked up, as `[distance from the first, unit]`; the others follow from them.
function probes(units) {
  const kept = [];
  units.forEach((unit, at) => {
    const implied = kept.at(-1)?.[0] === at - 1 && at + 1 < units.length && units.slice(at - 1, at + 2).every(isPair);
    if (!implied) kept.push([at, unit]);
  });
  return kept;
}

function isPair(unit) {
  return unit.length === 2 && IS_PLAIN.test(unit) && IS_PLAIN.test(unit[1]);
}

function stepUnits(before, after) {
  if (!IS_WORD.test(after)) return [code(before) + code(after)];
  const head = code(before) + (IS_WORD.test(before) ? BETWEEN : "");
  return [...after].flatMap((char, at) => (char === "." ? [] : [head + code(after.slice(0, at + 1)) + END]));
}

function code(atom) {
  if (IS_WORD.test(atom)) return atom.replaceAll(".", DOT);
  return IS_PLAIN.test(atom) ? atom : NUMBER + atom.codePointAt(0).toString(16) + NUMBER_END;
}

function leavesInk(char) {
  return SPOKEN.includes(char) || !(IS_CLEAR.test(char) || IS_PUNCTUATION.test(char));
}

function joins(folded, at) {
  const before = [...folded.slice(Math.max(at - 2, 0), at)].at(-1);
  const [char, after] = [...folded.slice(at, at + 3)];
  if (before === undefined || after === undefined) return false;
  if (JOINING_DIGITS.includes(char)) return IS_DIGIT.test(before) && IS_DIGIT.test(after);
  return JOINING.includes(char) && leavesInk(before) && leavesInk(after);
}
