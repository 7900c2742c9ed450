// The article that is open: what its page was told, what the server had last, and what stands on the page now.
import { look, looksAt, send } from "./desk.js";
import { fromServer } from "./text.js";

export const told = JSON.parse(document.getElementById("desk-data").textContent);
export const parts = []; // its paragraphs, in their order on the page
export const fields = new Map(); // its fields on the page, by name
export let state = taken(told.state);
looksAt(`${told.issue}/${told.article}`);

export function taken(found) {
  return { ...found, passages: found.passages.map(fromServer) };
}

// The server has another state now.
export function has(now) {
  state = now;
}

export const isVerse = () => state.kind === "literature";
export const where = () => ({ issue: told.issue, article: told.article, digest: state.digest });
export const sources = (passages) => passages.map(({ source }) => source);

// Sets a field of the article, or of one of its pictures (photos.0.caption).
export function set(field, value, was, digest = state.digest) {
  const [, photo, of] = field.match(/^photos\.(\d+)\.(\w+)$/) ?? [];
  if (of) return send("set_picture", { ...where(), digest, photo: Number(photo), field: of, value, was }, look);
  return send("set_field", { ...where(), digest, field, value, was }, look);
}
