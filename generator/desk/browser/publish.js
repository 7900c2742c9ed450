// 发布: first what would change for readers, then the same command for good.
import { post, show } from "./desk.js";

const END = "\u0004";

async function run(act, into) {
  into.textContent = "";
  const answer = await post("/_desk/act", JSON.stringify({ act }), "application/json");
  if (!answer.ok) return answer.json().then(({ problems }) => (into.textContent = problems.map(({ message }) => message).join("\n")));
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

export async function publish() {
  const dialog = document.createElement("dialog");
  dialog.className = "desk-dialog desk-publishing";
  dialog.setAttribute("aria-labelledby", "desk-publishing");
  dialog.innerHTML = '<h2 id="desk-publishing">发布</h2><p>读者会看到这些变化：</p><pre tabindex="0" aria-label="发布说的话"></pre><p class="desk-answers"><button type="button" value="go" class="desk-main-button" disabled>发布</button> <button type="button" value="no">不发</button></p>';
  document.body.append(dialog);
  const [said, go, no] = [dialog.querySelector("pre"), ...dialog.querySelectorAll("button")];
  dialog.addEventListener("close", () => dialog.remove());
  no.addEventListener("click", () => dialog.close());
  dialog.showModal();
  said.textContent = "正在看读者会看到什么变化……";
  go.disabled = !(await run("publish-dry-run", said));
  go.addEventListener("click", async () => {
    go.disabled = true;
    show("saving", "正在发布……");
    dialog.querySelector("p").textContent = "正在发布：";
    const isSent = await run("publish", said);
    dialog.querySelector("p").textContent = isSent ? "发布好了。" : "没有发布成，原因在下面最后几行：";
    show(isSent ? "saved" : "error", isSent ? "发布好了" : "没有发布成");
    document.querySelector(".desk-unsent")?.remove();
    no.textContent = "关上";
  }, { once: true });
}
