// The search index as it lies under pagefind/; generator/search/shard_index.py says what stands where, and lookup.py reads
// it in the same way. A shard numbers its articles as pages, from 0 and oldest first; all shards follow each other.

//
// One of the worker's plain scripts. What goes wrong is told apart: an error's `kind` is "network" where a file did not
// come, and "damaged" where what came is not what belongs there.

self.searchIndex = (() => {
"use strict";

const { TITLE_POSITIONS } = self.searchUnits;

// Telephones of 2018 cannot inflate; only they need search-inflate.js.
const inflates = self.DecompressionStream && self.ReadableStream && ReadableStream.prototype.pipeThrough;
if (!inflates) importScripts("search-inflate.js");

const KEPT_CHUNKS = 600; // unpacked pieces of the word index that are remembered, some 4 KB each
const SIGNATURE = 12; // bytes at the head of each of Pagefind's files
const NONE = { pages: [], starts: [0], places: [] };

/** `{shards, labels, articles}` of a catalogue: shards oldest first, names of filters' values, how many articles. */
function openIndex(root, { shards, labels }) {
  const chunks = new Map();
  let before = 0;
  const opened = shards.map((shard) => {
    before += shard.articles;
    return new Shard(root, shard, before - shard.articles, chunks);
  });
  return { shards: opened, labels, articles: before };
}

class Shard {
  // `chunks` are shared by all shards: address → promise of bytes, the latest used last.
  constructor(root, { name, table, articles }, before, chunks) {
    this.folder = new URL(`${name}/`, root);
    this.name = table;
    this.chunks = chunks;
    this.articles = articles;
    this.before = before; // articles in older shards: `before + page` orders all articles by age
    this.opened = {};
  }

  /** What every search needs: the names of fragments, lengths of texts and titles, first words of chunks. */
  table() {
    return this.once("table", () =>
      this.json(`${this.name}.pf_table`, (table) =>
        Object.assign(table, {
          fragments: table.fragments.split(","),
          lengths: [...table.lengths].map((digit) => 16 * 2 ** (parseInt(digit, 36) / 4)),
          titles: [...table.titles].map((digit) => parseInt(digit, 36)),
          words: table.words.split("\n"),
        }),
      ),
    );
  }

  /** Filter → `{values, pages}`: its values, and for each page the places of its own among them. */
  facets() {
    return this.once("facets", async () => {
      const { facets } = await this.table();
      return this.json(`${facets}.pf_facets`, (read) => {
        for (const facet of Object.values(read)) {
          facet.pages = facet.pages.split(",").map((places) => (places === "" ? [] : places.split(".").map(Number)));
        }
        return read;
      });
    });
  }

  /** Words of titles and tags, those of the most articles first. */
  async words() {
    const { suggestions } = await this.table();
    return this.json(`${suggestions}.pf_words`, (words) => words.slice());
  }

  /** An article's `{url, content, meta}`. */
  async article(page) {
    const { fragments } = await this.table();
    return this.json(`fragment/${fragments[page]}.pf_fragment`, (article) => {
      if (typeof article.content !== "string" || typeof article.meta.title !== "string") throw new Error("no article");
      return article;
    });
  }

  /** The pages that hold a term: `{pages, counts, inTitle}`; and of its probes the postings, `lists`, and `distances`. */
  async find(term) {
    const distances = term.probes.map(([place]) => place);
    const lists = await Promise.all(term.probes.map(([, unit]) => this.postings(unit)));
    return { ...meet(lists, distances, term.titleOnly), lists, distances };
  }

  async postings(unit) {
    const { index, words } = await this.table();
    const chunk = lastNotAfter(words, unit);
    if (chunk < 0) return NONE;
    const bytes = await this.chunk(`${index}/${chunk.toString(16)}.pf_index`);
    return whole(() => readPostings(bytes, unit));
  }

  chunk(path) {
    const { href } = new URL(path, this.folder);
    const bytes = this.chunks.get(href) || unpack(href);
    this.chunks.delete(href);
    this.chunks.set(href, bytes);
    if (this.chunks.size > KEPT_CHUNKS) this.chunks.delete(this.chunks.keys().next().value);
    return bytes;
  }

  async json(path, read) {
    const bytes = await unpack(new URL(path, this.folder).href);
    return whole(() => read(JSON.parse(new TextDecoder().decode(bytes))));
  }

  once(name, open) {
    if (!this.opened[name]) this.opened[name] = open();
    return this.opened[name];
  }
}

function fault(kind, message) {
  return Object.assign(new Error(message), { kind });
}

// Whatever goes wrong while a file is read means that it is not what it should be.
function whole(read) {
  try {
    return read();
  } catch (error) {
    throw fault("damaged", error.message);
  }
}

async function unpack(address) {
  let packed;
  try {
    const response = await fetch(address);
    if (!response.ok) throw fault(response.status === 404 ? "damaged" : "network", `${response.status} for ${address}`);
    packed = await response.arrayBuffer();
  } catch (error) {
    throw error.kind ? error : fault("network", error.message);
  }
  if (!inflates) return whole(() => self.searchInflate.inflate(new Uint8Array(packed)).subarray(SIGNATURE));
  try {
    const stream = new Response(packed).body.pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer()).subarray(SIGNATURE);
  } catch (error) {
    throw fault("damaged", error.message);
  }
}

// The place of the last word that does not come after this one, or -1. Words are in the order of code points, which
// is that of code units here: no unit has a character beyond the first plane.
function lastNotAfter(words, word) {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle] <= word) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

// The pages on which all lists meet, with their distances from the first, and how often they do.
function meet(lists, distances, titleOnly) {
  const found = { pages: [], counts: [], inTitle: [] };
  const rarest = lists.reduce((least, list, at) => (list.pages.length < lists[least].pages.length ? at : least), 0);
  const at = lists.map(() => 0);
  for (let row = 0; row < lists[rarest].pages.length; row += 1) {
    const page = lists[rarest].pages[row];
    at[rarest] = row;
    const together = lists.every((list, which) => {
      while (at[which] < list.pages.length && list.pages[at[which]] < page) at[which] += 1;
      return list.pages[at[which]] === page;
    });
    if (!together) continue;
    const [count, first] = titleOnly ? [1, 0] : meetings(lists, distances, at, rarest);
    if (count === 0) continue;
    found.pages.push(page);
    found.counts.push(count);
    found.inTitle.push(first < TITLE_POSITIONS);
  }
  return found;
}

// On one page: how often the lists meet, and the first place where they do.
function meetings(lists, distances, rows, base) {
  let count = 0;
  let first = 0;
  const own = lists[base];
  for (let at = own.starts[rows[base]]; at < own.starts[rows[base] + 1]; at += 1) {
    const start = own.places[at] - distances[base];
    const meets = lists.every(
      (list, which) => which === base || stands(list, rows[which], start + distances[which]),
    );
    if (!meets) continue;
    if (count === 0) first = start;
    count += 1;
  }
  return [count, first];
}

function stands({ places, starts }, row, place) {
  for (let at = starts[row]; at < starts[row + 1]; at += 1) {
    if (places[at] >= place) return places[at] === place;
  }
  return false;
}

// A chunk is CBOR: [[[word, [[pages further, places, places in other fields], …], variants], …]]. Places are told as
// distances from the one before, and a negative number among them is a weight, which we do not use.
function readPostings(bytes, word) {
  const reader = new Reader(bytes);
  for (let lists = reader.list(); lists > 0; lists -= 1) {
    for (let words = reader.list(); words > 0; words -= 1) {
      let parts = reader.list() - 1;
      if (reader.text() === word) return readPages(reader);
      for (; parts > 0; parts -= 1) reader.skip();
    }
  }
  return NONE;
}

function readPages(reader) {
  const count = reader.list();
  const found = { pages: [], starts: [0], places: [] };
  let page = 0;
  for (let row = 0; row < count; row += 1) {
    let parts = reader.list() - 2;
    page += reader.number();
    let place = 0;
    for (let places = reader.list(); places > 0; places -= 1) {
      const step = reader.number();
      if (step < 0) continue;
      place += step;
      found.places.push(place);
    }
    for (; parts > 0; parts -= 1) reader.skip();
    found.pages.push(page);
    found.starts.push(found.places.length);
  }
  return found;
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
    this.kind = 0;
  }

  /** How many values follow that belong to a list. */
  list() {
    return this.head(4);
  }

  number() {
    const size = this.head();
    if (this.kind > 1) throw new Error("no number where one belongs");
    return this.kind === 0 ? size : -1 - size;
  }

  text() {
    const size = this.head(3);
    this.at += size;
    return new TextDecoder().decode(this.bytes.subarray(this.at - size, this.at));
  }

  skip() {
    const size = this.head();
    if (this.kind === 3) this.at += size;
    if (this.kind === 4) for (let left = size; left > 0; left -= 1) this.skip();
  }

  head(expected) {
    const first = this.bytes[this.at];
    this.at += 1;
    this.kind = first >> 5;
    let size = first & 31;
    if (size > 23) {
      const width = 1 << (size - 24);
      size = 0;
      for (let left = width; left > 0; left -= 1) {
        size = size * 256 + this.bytes[this.at];
        this.at += 1;
      }
    }
    if (this.at > this.bytes.length || this.kind > 4 || (expected !== undefined && this.kind !== expected)) {
      throw new Error("a piece of the index that cannot be read");
    }
    return size;
  }
}

return { openIndex };
})();
