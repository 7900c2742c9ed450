// Sends files before it is said what is to be done with them.
import { post, show, tell } from "./desk.js";

function batch() {
  return Date.now().toString(36) + Math.random().toString(36).slice(2, 10);
}

export async function uploaded(files) {
  const into = batch();
  for (const [at, file] of [...files].entries()) {
    show("saving", `正在收 ${file.name}（${at + 1}/${files.length}）……`);
    const answer = await post(`/_desk/upload/${into}/${encodeURIComponent(file.name)}`, file, "application/octet-stream");
    if (!answer.ok) {
      tell((await answer.json()).problems);
      show("error");
      return null;
    }
  }
  return into;
}
