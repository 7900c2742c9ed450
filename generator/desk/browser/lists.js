// Special topics: each form is stored as a whole, and only what changed is written.
import { send, tell, whenStepped } from "./desk.js";

whenStepped(() => location.reload());

const listed = (text) => text.split(/[、，,\s]+/).filter(Boolean);

document.addEventListener("submit", async (event) => {
  const form = event.target.closest(".desk-special");
  if (!form) return;
  event.preventDefault();
  const { title, description, tags, words, since, until, articles, without, body } = Object.fromEntries(new FormData(form));
  const lists = { tags: listed(tags), words: listed(words), articles: listed(articles), without: listed(without) };
  const { slug, digest } = form.dataset;
  const done = await send("set_special", { slug, digest, title, description, since, until, body, ...lists });
  if (done.ok) location.reload();
  else tell(done.problems);
});
