// A name everywhere: the chosen places are sent as they were seen.
import "./publish.js";
import { send, tell, whenStepped } from "./desk.js";

const form = document.getElementById("desk-replace");
whenStepped(() => location.reload());

form?.querySelector('[data-action="replace"]')?.addEventListener("click", async () => {
  const places = [...form.querySelectorAll("input[data-at]:checked")].map(({ dataset }) => ({
    issue: dataset.issue, article: dataset.article, at: dataset.at, seen: dataset.seen,
  }));
  const wanted = form.querySelector('[name="new"]');
  if (!wanted.value) return wanted.focus();
  if (!places.length) return tell([{ message: "一处也没有勾" }]);
  const done = await send("replace", { word: form.dataset.word, new: wanted.value, places });
  if (done.ok) {
    form.replaceChildren(Object.assign(document.createElement("p"), { textContent: `${done.what}。要反悔，点上面的撤回。` }));
  } else tell(done.problems);
});
form?.addEventListener("submit", (event) => event.preventDefault());
