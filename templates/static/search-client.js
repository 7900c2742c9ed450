// The page's end of the line to the search worker: questions as promises.

/** A worker that is started when first needed, and started anew after it failed. */
export class SearchClient {
  #index;
  #worker = null;
  #waiting = new Map();
  #asked = 0;

  /** `index` is the absolute address of the folder `pagefind/`. */
  constructor(index) {
    this.#index = index;
  }

  /** Load what every search needs, and let a failure be told by the first search. */
  warm() {
    this.#start();
  }

  /** Resolves to `{total, hits, nearest, terms, articles}`, or `{stale: true}` if a later search overtook it. */
  search(query, sort) {
    this.#start();
    return this.#ask({ action: "search", query, sort });
  }

  /** The next hits of the latest search, as `{hits}`. */
  more(from) {
    return this.#ask({ action: "more", from });
  }

  /** Forget everything, so that the next search tries again. */
  restart() {
    this.#worker?.terminate();
    this.#worker = null;
    this.#fail();
  }

  #start() {
    if (this.#worker) return;
    this.#worker = new Worker(new URL("./search-worker.js", import.meta.url), { type: "module" });
    this.#worker.addEventListener("message", ({ data }) => this.#settle(data));
    this.#worker.addEventListener("error", () => this.restart());
    this.#ask({ action: "open", index: this.#index }).catch(() => {});
  }

  #ask(question) {
    if (!this.#worker) return Promise.reject(new Error("the search is not running"));
    this.#asked += 1;
    const id = this.#asked;
    this.#worker.postMessage({ ...question, id });
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #settle(answer) {
    const asked = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.failed) asked?.reject(new Error("the search failed"));
    else asked?.resolve(answer);
  }

  #fail() {
    for (const { reject } of this.#waiting.values()) reject(new Error("the search was ended"));
    this.#waiting.clear();
  }
}
