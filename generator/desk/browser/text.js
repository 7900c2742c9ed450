// The text of a part being edited, as what is sent: plain text with ranges of bold and links; never HTML.

// Puts stored text into an element.
export function write(element, { text, bold = [], links = [] }) {
  const cuts = new Set([0, text.length, ...bold.flat(), ...links.flatMap(([from, to]) => [from, to])]);
  const at = [...cuts].sort((one, other) => one - other);
  const made = document.createDocumentFragment();
  for (let i = 0; i + 1 < at.length; i++) {
    let piece = lines(text.slice(at[i], at[i + 1]));
    const link = links.find(([from, to]) => from <= at[i] && at[i + 1] <= to);
    if (link) {
      const anchor = document.createElement("a");
      anchor.dataset.href = link[2];
      anchor.append(piece);
      piece = anchor;
    }
    if (bold.some(([from, to]) => from <= at[i] && at[i + 1] <= to)) {
      const strong = document.createElement("b");
      strong.append(piece);
      piece = strong;
    }
    made.append(piece);
  }
  if (!text) made.append(document.createElement("br")); // a browser lets nobody type where there is nothing at all
  element.replaceChildren(made);
}

function lines(text) {
  const made = document.createDocumentFragment();
  text.split("\n").forEach((line, at) => {
    if (at) made.append(document.createElement("br"));
    if (line) made.append(line);
  });
  return made;
}

const isTool = (node) => node.nodeType === 1 && node.classList.contains("desk-tools");

// Reads the text of an element back.
export function read(element) {
  let text = "";
  const bold = [];
  const links = [];
  const walk = (node) => {
    if (node.nodeType === 3) {
      text += node.data.replace(/\u200b/g, "");
      return;
    }
    if (isTool(node)) return;
    if (node.nodeName === "BR") {
      text += "\n";
      return;
    }
    const from = text.length;
    node.childNodes.forEach(walk);
    if (/^(B|STRONG)$/.test(node.nodeName) && text.length > from) bold.push([from, text.length]);
    if (node.nodeName === "A" && node.dataset.href && text.length > from) links.push([from, text.length, node.dataset.href]);
  };
  element.childNodes.forEach(walk);
  // A browser ends a text that would end with a line end by one more, which nobody typed.
  if (text.endsWith("\n")) text = text.slice(0, -1);
  return { text, bold: merged(bold, text.length), links: links.filter(([from, to]) => to <= text.length && from < to) };
}

function merged(ranges, length) {
  const found = [];
  for (const [from, to] of ranges.sort((one, other) => one[0] - other[0])) {
    const last = found[found.length - 1];
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found.map(([from, to]) => [from, Math.min(to, length)]).filter(([from, to]) => from < to);
}

// A part of a text, with its ranges.
export function slice({ text, bold, links }, from, to) {
  const inside = ([a, b, ...more]) => [Math.max(a, from) - from, Math.min(b, to) - from, ...more];
  const touches = ([a, b]) => a < to && b > from;
  return { text: text.slice(from, to), bold: bold.filter(touches).map(inside), links: links.filter(touches).map(inside) };
}

export function joined(one, other) {
  const by = one.text.length;
  const moved = ([a, b, ...more]) => [a + by, b + by, ...more];
  return {
    text: one.text + other.text,
    bold: merged([...one.bold, ...other.bold.map(moved)], by + other.text.length),
    links: [...one.links, ...other.links.map(moved)],
  };
}

// ---- the caret, as a number of characters from the beginning ----

export function caret(element, node, offset) {
  if (!node || !element.contains(node)) return null;
  const range = document.createRange();
  range.setStart(element, 0);
  range.setEnd(node, offset);
  const copy = document.createElement("div");
  copy.append(range.cloneContents());
  copy.querySelectorAll(".desk-tools").forEach((tool) => tool.remove());
  copy.append("."); // so that no line end is taken for the browser's own
  return read(copy).text.length - 1;
}

export function selected(element) {
  const found = getSelection();
  if (!found.rangeCount || !element.contains(found.anchorNode)) return null;
  const range = found.getRangeAt(0);
  return [caret(element, range.startContainer, range.startOffset), caret(element, range.endContainer, range.endOffset)];
}

export function place(element, at) {
  let left = at;
  const range = document.createRange();
  const walk = (node) => {
    for (const child of node.childNodes) {
      if (isTool(child)) continue;
      if (child.nodeType === 3) {
        if (left <= child.data.length) {
          range.setStart(child, left);
          return true;
        }
        left -= child.data.length;
      } else if (child.nodeName === "BR") {
        if (left === 0) {
          range.setStartBefore(child);
          return true;
        }
        left -= 1;
      } else if (walk(child)) return true;
    }
    return false;
  };
  if (!walk(element)) {
    const tools = [...element.childNodes].find(isTool);
    if (tools) range.setStartBefore(tools);
    else range.setStart(element, element.childNodes.length);
  }
  range.collapse(true);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

// ---- the server counts characters, a browser counts halves of the rare ones ----

const points = (text, at) => [...text.slice(0, at)].length;
const halves = (text, at) => [...text].slice(0, at).join("").length;

function counted(value, count) {
  if (value.text === undefined || !/[\ud800-\udbff]/.test(value.text)) return value;
  const moved = ([from, to, ...more]) => [count(value.text, from), count(value.text, to), ...more];
  return { ...value, bold: value.bold.map(moved), links: value.links.map(moved) };
}

export const toServer = (value) => counted(value, points);
export const fromServer = (value) => counted(value, halves);
