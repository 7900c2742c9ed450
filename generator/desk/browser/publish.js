// 发布: first what would change for readers, then the same command for good.
import { isUnsent, post, show } from "./desk.js";

const END = "\u0004";

async function run(act, into) {
  into.textContent = "";
  const answer = await post("/_desk/act", JSON.stringify({ act }), "application/json");
  if (!answer.ok) {
    into.textContent = (await answer.json()).problems.map(({ message }) => message).join("\n");
    return false;
  }
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
    into.textContent = text.split(END)[0].replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "").replace(/^.*\r(?!\n)/gm, "");
    into.scrollTop = into.scrollHeight;
  }
  return text.split(END)[1] === "0";
}

function dialogOf(title, note, words) {
  const dialog = document.createElement("dialog");
  dialog.className = "desk-dialog desk-publishing";
  dialog.setAttribute("aria-labelledby", "desk-publishing");
  dialog.innerHTML = '<h2 id="desk-publishing"></h2><p></p><pre tabindex="0" aria-label="说的话"></pre><p class="desk-answers"><button type="button" value="yes" class="desk-main-button" disabled></button> <button type="button" value="no">不做</button></p>';
  const [heading, told, said, go, no] = ["h2", "p", "pre", '[value="yes"]', '[value="no"]'].map((one) => dialog.querySelector(one));
  [heading.textContent, told.textContent, go.textContent] = [title, note, words];
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  no.addEventListener("click", () => dialog.close());
  dialog.showModal();
  return { dialog, told, said, go, no };
}

// Shows what a command says, and asks whether to go on.
export async function confirmed(title, command, words) {
  const { dialog, said, go } = dialogOf(title, "先看一遍还有什么等着：", words);
  const answer = new Promise((done) => {
    go.addEventListener("click", () => dialog.close("yes"));
    dialog.addEventListener("close", () => done(dialog.returnValue === "yes"));
  });
  said.textContent = "正在看……";
  await run(command, said);
  go.disabled = false;
  go.focus();
  return answer;
}

async function publish() {
  const { told, said, go, no } = dialogOf("发布", "读者会看到这些变化：", "发布");
  said.textContent = "正在看读者会看到什么变化……";
  go.disabled = !(await run("publish-dry-run", said));
  if (!go.disabled) go.focus();
  go.addEventListener("click", async () => {
    go.disabled = true;
    show("saving", "正在发布……");
    told.textContent = "正在发布：";
    const isSent = await run("publish", said);
    told.textContent = isSent ? "发布好了。" : "没有发布成，原因在下面最后几行：";
    show(isSent ? "saved" : "error", isSent ? "发布好了" : "没有发布成");
    if (isSent) isUnsent(false);
    no.textContent = "关上";
    no.focus();
  }, { once: true });
}

document.addEventListener("click", (event) => {
  if (event.target.closest?.('button[data-action="publish"]')) publish();
});
