// Which passage of an article is which, after somebody else changed its file. Passages are told by their source.

// For each old passage its place among those of now, -1 where it is none of them. Between two that are the same, as many
// as before are taken to be the same ones with other words.
export function places(old, now) {
  const to = old.map(() => -1);
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) to[start] = start++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) {
    end += 1;
    to[old.length - end] = now.length - end;
  }
  for (const [one, other] of same(old.slice(start, old.length - end), now.slice(start, now.length - end))) {
    to[start + one] = start + other;
  }
  for (let first = 0; first < to.length; first++) {
    if (to[first] >= 0) continue;
    const { b, from, until } = around(to, first, first, now.length);
    if (b - first === until - from) for (let at = first; at < b; at++) to[at] = from + at - first;
    first = b;
  }
  return to;
}

// The longest row of passages that stand in both, as pairs of places.
function* same(old, now) {
  const long = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      long[i][j] = old[i] === now[j] ? long[i + 1][j + 1] + 1 : Math.max(long[i + 1][j], long[i][j + 1]);
    }
  }
  for (let i = 0, j = 0; i < old.length && j < now.length;) {
    if (old[i] === now[j]) yield [i++, j++];
    else if (long[i + 1][j] >= long[i][j + 1]) i += 1;
    else j += 1;
  }
}

// The old passages from `first` to before `last`, with those beside them that are not there any more (a to b), and what
// stands in their place now (from to until).
export function around(to, first, last, count) {
  let [a, b] = [first, last];
  while (a > 0 && to[a - 1] < 0) a -= 1;
  while (b < to.length && to[b] < 0) b += 1;
  return { a, b, from: a ? to[a - 1] + 1 : 0, until: b < to.length ? to[b] : count };
}

// The same, no wider than needed: passages that are still there, with other words or the same, stand for themselves.
export function counterpart(to, first, last, count) {
  const isThere = first < last && to.slice(first, last).every((at, by) => at >= 0 && at === to[first] + by);
  if (isThere) return { a: first, b: last, from: to[first], until: to[first] + last - first };
  return around(to, first, last, count);
}
