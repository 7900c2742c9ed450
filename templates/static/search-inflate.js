// gzip undone by ourselves, for telephones of 2018, which have no DecompressionStream. One of the worker's plain scripts;
// RFC 1951 and 1952 say what is read here.

self.searchInflate = (() => {
"use strict";

const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCES = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
];
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]; // in which lengths of codes are told
const MOST = 1032; // bytes that one byte can stand for; a length beyond it is damage
const HEAD = 10;
const TAIL = 8;

const CHECKS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

// Codes as a table: what the next `bits` bits mean, 16 × the symbol + the length of its code; 0 where they mean nothing.
function tableOf(lengths) {
  const bits = lengths.reduce((most, length) => Math.max(most, length), 1);
  const table = new Uint16Array(1 << bits);
  let next = 0;
  for (let length = 1; length <= bits; length += 1) {
    for (let symbol = 0; symbol < lengths.length; symbol += 1) {
      if (lengths[symbol] !== length) continue;
      let turned = 0;
      for (let bit = 0; bit < length; bit += 1) turned |= ((next >> bit) & 1) << (length - 1 - bit);
      for (let at = turned; at < table.length; at += 1 << length) table[at] = (symbol << 4) | length;
      next += 1;
    }
    next <<= 1;
  }
  return { table, bits };
}

const FIXED = Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8));
const fixed = [tableOf(FIXED), tableOf(Array.from({ length: 30 }, () => 5))];

function fail() {
  throw new Error("a packed file that is damaged");
}

/** The bytes that a gzip file holds; an error where it is damaged or cut short. */
function inflate(packed) {
  const tail = packed.length - TAIL;
  if (tail < HEAD || packed[0] !== 0x1f || packed[1] !== 0x8b || packed[2] !== 8 || packed[3] !== 0) fail();
  const number = (at) => (packed[at] | (packed[at + 1] << 8) | (packed[at + 2] << 16) | (packed[at + 3] << 24)) >>> 0;
  const size = number(tail + 4);
  if (size > packed.length * MOST) fail();
  const out = new Uint8Array(size);
  let at = HEAD;
  let held = 0; // bits that were read and not used yet, the next one lowest
  let count = 0;
  let done = 0;

  function fill(wanted) {
    while (count < wanted) {
      held |= (at < tail ? packed[at] : 0) << count;
      at += 1;
      count += 8;
    }
    if (at > tail + 4) fail();
  }
  function take(wanted) {
    if (wanted === 0) return 0;
    fill(wanted);
    const value = held & ((1 << wanted) - 1);
    held >>>= wanted;
    count -= wanted;
    return value;
  }
  function symbol({ table, bits }) {
    fill(bits);
    const found = table[held & ((1 << bits) - 1)];
    const length = found & 15;
    if (length === 0) fail();
    held >>>= length;
    count -= length;
    return found >> 4;
  }
  function copy() {
    at -= count >> 3; // whole bytes that were read ahead
    held = 0;
    count = 0;
    const length = packed[at] | (packed[at + 1] << 8);
    at += 4;
    if (at + length > tail || done + length > size) fail();
    out.set(packed.subarray(at, at + length), done);
    at += length;
    done += length;
  }
  function tables() {
    const literals = take(5) + 257;
    const all = literals + take(5) + 1;
    const own = new Array(19).fill(0);
    for (let left = take(4) + 4, place = 0; place < left; place += 1) own[ORDER[place]] = take(3);
    const codes = tableOf(own);
    const lengths = [];
    while (lengths.length < all) {
      const code = symbol(codes);
      if (code < 16) lengths.push(code);
      else {
        const again = code === 16 ? lengths[lengths.length - 1] : 0;
        const times = code === 16 ? take(2) + 3 : code === 17 ? take(3) + 3 : take(7) + 11;
        for (let left = times; left > 0; left -= 1) lengths.push(again);
      }
    }
    if (lengths.length > all || lengths[0] === undefined) fail();
    return [tableOf(lengths.slice(0, literals)), tableOf(lengths.slice(literals))];
  }
  function block([literals, distances]) {
    for (let code = symbol(literals); code !== 256; code = symbol(literals)) {
      if (code < 256) {
        if (done >= size) fail();
        out[done] = code;
        done += 1;
      } else {
        if (code > 285) fail();
        const length = LENGTHS[code - 257] + take(LENGTH_BITS[code - 257]);
        const far = symbol(distances);
        if (far > 29) fail();
        const from = done - DISTANCES[far] - take(far < 4 ? 0 : (far >> 1) - 1);
        if (from < 0 || done + length > size) fail();
        for (let step = 0; step < length; step += 1) out[done + step] = out[from + step];
        done += length;
      }
    }
  }

  for (let last = 0; !last; ) {
    last = take(1);
    const kind = take(2);
    if (kind === 0) copy();
    else if (kind === 1) block(fixed);
    else if (kind === 2) block(tables());
    else fail();
  }
  let check = 0xffffffff;
  for (let place = 0; place < size; place += 1) check = CHECKS[(check ^ out[place]) & 255] ^ (check >>> 8);
  if (done !== size || (check ^ 0xffffffff) >>> 0 !== number(tail)) fail();
  return out;
}

return { inflate };
})();
