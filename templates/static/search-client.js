// The page's end of the line to the search worker: questions as promises.

// The worker loads these one after another; asked for here they are on their way together.
const PARTS = ["search-units.js", "search-excerpt.js", "search-index.js"];

/**
 * A worker that is started when first needed, and started anew after it failed. What fails is an error whose `kind` says
 * why: "network", "damaged" (the index), or "old" (what this browser cannot do).
 */
export class SearchClient {
  /** `root` is the absolute address of the folder `pagefind/`, `script` that of the worker. */
  constructor(root, script) {
    this.root = root;
    this.script = script;
    this.worker = null;
    this.waiting = new Map();
    this.asked = 0;
  }

  /** Load what every search needs, and let a failure be told by the first search. */
  warm() {
    try {
      this.start();
    } catch (error) {
      this.worker = null;
    }
  }

  /**
   * Resolves to `{total, unfiltered, hits, nearest, facets, terms, leftOut, articles}`, or to `{stale: true}` if a later
   * search overtook it. Of a large archive `early` is given the newest `hits` first.
   */
  async search(question, early) {
    this.start();
    return this.ask({ action: "search", ...question }, early);
  }

  /** The next hits of the latest search, or all up to a number, as `{hits}`. */
  more(from, to) {
    return this.ask({ action: "more", from, to });
  }

  /** Forget everything, so that the next search tries again. */
  restart(kind = "network") {
    if (this.worker) this.worker.terminate();
    this.worker = null;
    for (const { reject } of this.waiting.values()) reject(fault(kind));
    this.waiting.clear();
  }

  start() {
    if (this.worker) return;
    if (!self.Worker) throw fault("old");
    for (const part of PARTS) fetch(new URL(part, this.script)).catch(() => {});
    this.worker = new Worker(this.script);
    this.worker.addEventListener("message", ({ data }) => this.settle(data));
    // A script that did not come says nothing, or names the one that it asked for; any other message is of its text.
    this.worker.addEventListener("error", ({ message }) => {
      this.restart(!message || /NetworkError|importScripts/.test(message) ? "network" : "old");
    });
    this.open(this.worker);
  }

  // While the worker is on its way, so is the catalogue. It names the files of the latest edition, so it alone is
  // always asked for again.
  async open(worker) {
    try {
      const catalogue = await fetchCatalogue(new URL("catalogue.json", this.root));
      if (worker === this.worker) await this.ask({ action: "open", root: this.root, catalogue });
    } catch (error) {
      if (worker === this.worker) this.restart(error.kind || "old");
    }
  }

  ask(question, early) {
    if (!this.worker) return Promise.reject(fault("network"));
    this.asked += 1;
    const id = this.asked;
    this.worker.postMessage({ ...question, id });
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject, early }));
  }

  settle(answer) {
    const asked = this.waiting.get(answer.id);
    if (!asked) return;
    if (answer.early) {
      if (asked.early) asked.early(answer);
      return;
    }
    this.waiting.delete(answer.id);
    if (answer.failed) asked.reject(fault(answer.failed));
    else asked.resolve(answer);
  }
}

async function fetchCatalogue(address) {
  let response;
  try {
    response = await fetch(address, { cache: "no-cache" });
  } catch (error) {
    throw fault("network");
  }
  if (!response.ok) throw fault(response.status === 404 ? "damaged" : "network");
  return response.json().catch(() => {
    throw fault("damaged");
  });
}

function fault(kind) {
  return Object.assign(new Error(`the search failed: ${kind}`), { kind });
}
