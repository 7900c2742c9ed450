// Interfaces younger than Chrome 69 or Safari 12, by npm's @mdn/browser-compat-data, as JSON: «Array.prototype.at».
//
//     npm install @mdn/browser-compat-data && node benchmarks/young_interfaces.mjs > tests/cases/young_interfaces.json
//
// Only of objects that scripts of a reading page hold; what no browser of today knows is left out.

import { readFileSync } from "node:fs";

const data = JSON.parse(readFileSync("node_modules/@mdn/browser-compat-data/data.json", "utf8"));
const HELD = new RegExp(
  "^(Window|Document|DocumentFragment|Element|HTML(Input|Select|Option|Button|Form|Anchor|Details|Image|Meta)?Element|Node" +
    "|EventTarget|Event|KeyboardEvent|Navigator|History|Location|URL|URLSearchParams|Response|Request|Headers|Blob|Cache" +
    "|CacheStorage|Worker|Storage|MediaQueryList|DOMTokenList|TextDecoder|ReadableStream|DecompressionStream|Clipboard" +
    "|Selection|Text|CharacterData|AbortSignal|AbortController|TouchEvent|VisualViewport|ServiceWorkerContainer)$",
);

// The first version that has it as it is named, without flags or prefixes.
function first(support) {
  const plain = [].concat(support).filter(({ flags, prefix, alternative_name: other, version_removed: gone }) =>
    !flags && !prefix && !other && !gone);
  return Math.min(...plain.map(({ version_added: added }) => (added && added !== "preview" ? parseFloat(added.replace("≤", "")) : Infinity)));
}

const found = [];
function look(name, { __compat: compat } = {}) {
  if (!compat) return false;
  const { chrome, safari_ios: safari } = compat.support;
  const [ours, theirs] = [first(chrome), first(safari)];
  const isYoung = ours < Infinity && (ours > 69 || (theirs > 12 && theirs < Infinity));
  if (isYoung) found.push(name);
  return isYoung;
}
for (const [groups, isOurs] of [[data.api, (name) => HELD.test(name)], [data.javascript.builtins, () => true]]) {
  for (const [name, members] of Object.entries(groups)) {
    if (!isOurs(name) || look(name, members)) continue;
    for (const [member, about] of Object.entries(members)) {
      if (!/^[a-z]\w*$/.test(member) || /_event$/.test(member)) continue;
      const own = member.replace(/_static$/, "");
      look(name === "Window" ? own : `${name}.${own === member && name !== "Intl" ? "prototype." : ""}${own}`, about);
    }
  }
}
for (const name of ["Segmenter", "ListFormat", "RelativeTimeFormat"]) look(`Intl.${name}`, data.javascript.builtins.Intl[name]);
for (const name of ["structuredClone", "queueMicrotask", "createImageBitmap"]) look(name, data.api[name]);
console.log(JSON.stringify([...new Set(found)].sort(), null, 1));
