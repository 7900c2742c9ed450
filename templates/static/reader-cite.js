// 引用本文: copies the reference above the button.

import { copy } from "./reader-share.js";

export function start({ button }) {
  const [reference] = button.closest("details").getElementsByTagName("p");
  const said = button.nextElementSibling;
  const select = () => getSelection().selectAllChildren(reference);
  copy(reference.textContent, { select }).then((done) => {
    if (!done) select();
    said.textContent = done ? "已复制" : "浏览器不让复制，文字已经选中，请自己复制";
  });
}
