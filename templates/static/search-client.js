// The page's end of the line to the search worker: questions as promises.

/** A worker that is started when first needed, and started anew after it failed. */
export class SearchClient {
  #root;
  #worker = null;
  #waiting = new Map();
  #asked = 0;

  /** `root` is the absolute address of the folder `pagefind/`. */
  constructor(root) {
    this.#root = root;
  }

  /** Load what every search needs, and let a failure be told by the first search. */
  warm() {
    this.#start();
  }

  /**
   * Resolves to `{total, unfiltered, hits, nearest, facets, terms, articles}`, or to `{stale: true}` if a later search
   * overtook it. Of a large archive `early` is given the newest `hits` first.
   */
  search(question, early) {
    this.#start();
    return this.#ask({ action: "search", ...question }, early);
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
    this.#open(this.#worker);
  }

  // While the worker is on its way, so is the catalogue. It names the files of the latest edition, so it alone is
  // always asked for again.
  async #open(worker) {
    try {
      const response = await fetch(new URL("catalogue.json", this.#root), { cache: "no-cache" });
      if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
      const catalogue = await response.json();
      if (worker === this.#worker) await this.#ask({ action: "open", root: this.#root, catalogue });
    } catch {
      if (worker === this.#worker) this.restart();
    }
  }

  #ask(question, early) {
    if (!this.#worker) return Promise.reject(new Error("the search is not running"));
    this.#asked += 1;
    const id = this.#asked;
    this.#worker.postMessage({ ...question, id });
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject, early }));
  }

  #settle(answer) {
    const asked = this.#waiting.get(answer.id);
    if (answer.early) {
      asked?.early?.(answer);
      return;
    }
    this.#waiting.delete(answer.id);
    if (answer.failed) asked?.reject(new Error("the search failed"));
    else asked?.resolve(answer);
  }

  #fail() {
    for (const { reject } of this.#waiting.values()) reject(new Error("the search was ended"));
    this.#waiting.clear();
  }
}
