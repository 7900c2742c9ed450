// 三审三校: signing what this browser's person may sign, taking it back, and 签发.
import { isUnsent, mySteps, person, send, tell } from "./desk.js";
import { confirmed } from "./publish.js";

const same = (rows, of) => Map.groupBy ? [...Map.groupBy(rows, of)] : [...rows.reduce((found, row) => found.set(of(row), [...(found.get(of(row)) ?? []), row]), new Map())];

// Each article passes the step that comes next, where this person does it. Rows have article, digest and missing.
export async function sign(issue, rows) {
  if (!person()) return tell([{ message: "还没有选自己是谁", hint: "在最上面选" }]);
  const mine = mySteps();
  const ready = rows.filter(({ missing }) => mine.includes(missing[0]));
  if (!ready.length) return tell([{ message: "选中的这几篇，现在没有轮到您签的" }]);
  for (const [step, some] of same(ready, ({ missing }) => missing[0])) {
    const done = await send("signoff", { issue, step, articles: some.map(({ article, digest }) => ({ article, digest })) });
    if (!done.ok) return tell(done.problems);
  }
  return true;
}

export async function revoke(issue, rows) {
  if (!person()) return tell([{ message: "还没有选自己是谁", hint: "在最上面选" }]);
  const done = await send("revoke", { issue, articles: rows.map(({ article, digest }) => ({ article, digest })) });
  return done.ok || tell(done.problems);
}

export async function release(issue, all) {
  const rows = all.filter(({ isDraft }) => isDraft);
  if (!rows.length) return tell([{ message: "选中的这几篇都不是草稿", hint: "不用再签发" }]);
  if (!(await confirmed("签发", "check-release", "签发"))) return false;
  const done = await send("release", { issue, articles: rows.map(({ article, digest }) => ({ article, digest })) });
  if (!done.ok) return tell(done.problems);
  isUnsent();
  return true;
}
