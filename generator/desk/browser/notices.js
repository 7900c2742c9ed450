// What is done with articles that readers may have seen: each asks first, and says what readers will see.
import { ask, isUnsent, send } from "./desk.js";

const each = (act, fields, articles, look) =>
  articles.reduce(async (before, article) => {
    const done = await before;
    if (done && !done.ok) return done;
    const now = await send(act, { ...article, ...fields }, look);
    if (now.ok) isUnsent();
    return now;
  }, Promise.resolve(null));

export const NOTICES = {
  async correct(articles, look) {
    const found = await ask("更正", [
      { name: "printed", label: "印成了", type: "textarea", required: true },
      { name: "correct", label: "应为", type: "textarea", required: true },
      { name: "note", label: "说明（可以不写）" },
      { name: "in_text", label: "正文里也改过来", type: "checkbox", value: true },
    ], "读者会在文章开头看到这条更正，“更正”那一页也列出它。");
    return found && each("correct", found, articles, look);
  },
  async withdraw(articles, look) {
    const found = await ask("撤稿", [{ name: "reason", label: "原因（读者看得到）", required: true }],
      "网址上只剩一个说明和原因，文字和图片都不再登。撤稿不等签发，下一次发布就生效。");
    return found && each("withdraw", found, articles, look);
  },
  async "withdraw-back"(articles, look) {
    const found = await ask("不撤了", [], "文章重新登出来。");
    return found && each("withdraw_back", {}, articles, look);
  },
  async embargo(articles, look) {
    const found = await ask("禁发", [
      { name: "day", label: "哪一天登出", type: "date" },
      { name: "time", label: "几点（北京时间）", type: "time", value: "06:00" },
    ], "到时候以前，读者看不到这一篇，也看不出有这一篇。日期空着，就是不再禁发。");
    if (!found) return null;
    if (!found.day) return each("embargo_lift", {}, articles, look);
    return each("embargo", { until: `${found.day} ${found.time || "06:00"}` }, articles, look);
  },
};
