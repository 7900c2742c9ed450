// On an article that was opened from a search (?q=…): mark what was looked for, and go to the first mark.

const query = new URLSearchParams(location.search).get("q");
if (query) mark(query);

async function mark(words) {
  await import("./search-units.js");
  const { findTerms, joinSpans, readings } = self.searchUnits;
  const article = document.querySelector("article");
  if (!article) return;
  const texts = fields(article).map((field) => ({ ...field, text: field.nodes.map((node) => node.data).join("") }));
  const found = ({ terms }) => {
    const inBody = terms.filter((term) => !term.titleOnly); // one character is looked up in titles only
    return texts.map(({ element, text }) => findTerms(text, element.closest("h1") ? terms : inBody));
  };
  // Of the readings of a query the first whose terms all stand here, as the search did.
  const ways = readings(words).map((reading) => ({ size: reading.terms.length, spans: found(reading) }));
  const isWhole = ({ size, spans }) => new Set([].concat(...spans).map(({ term }) => term)).size === size;
  const { spans } = ways.find(isWhole) || ways[ways.length - 1];
  texts.forEach(({ nodes }, at) => wrap(nodes, joinSpans(spans[at])));
  const first = article.querySelector("mark.search-mark");
  if (!first || location.hash) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  first.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

// The text nodes of each field or paragraph, whatever inline elements they are in.
function fields(article) {
  const inline = "a, abbr, b, bdi, cite, code, data, dfn, em, i, ins, mark, q, s, small, span, strong, sub, sup, time, u, wbr";
  const unread = "script, style, template, noscript, button, select, textarea, nav, rt, rp, [hidden], [data-no-marks]";
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const found = new Map();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest(unread)) continue;
    let element = node.parentElement;
    while (element !== article && element.matches(inline)) element = element.parentElement;
    found.set(element, [...(found.get(element) || []), node]);
  }
  return [...found].map(([element, nodes]) => ({ element, nodes }));
}

// From the last span to the first, and node by node: what is split off behind never moves what is still to do.
function wrap(nodes, spans) {
  const starts = [];
  nodes.reduce((start, node) => {
    starts.push(start);
    return start + node.data.length;
  }, 0);
  for (let at = nodes.length - 1; at >= 0; at -= 1) {
    for (const { start, end } of spans.slice().reverse()) {
      const from = Math.max(start - starts[at], 0);
      const to = Math.min(end - starts[at], nodes[at].data.length);
      if (from >= to) continue;
      if (to < nodes[at].data.length) nodes[at].splitText(to);
      const hit = from > 0 ? nodes[at].splitText(from) : nodes[at];
      const element = document.createElement("mark");
      element.className = "search-mark";
      hit.replaceWith(element);
      element.append(hit);
    }
  }
}
