// A search result as elements. Texts are only ever set as text: an article can hold no markup here.

/** The list item for a hit; `near` makes it one of the nearest articles, which are no results. */
export function resultItem(hit, query, near) {
  const link = element("a", "search-hit__link", parted(hit.title, hit.breaks));
  link.href = `${hit.url}?q=${encodeURIComponent(query)}`;
  link.toggleAttribute(near ? "data-near" : "data-result", true);
  const time = element("time", "search-hit__date", readableDate(hit.date));
  time.dateTime = hit.date;
  return element("li", near ? "search-hit search-hit--near" : "search-hit", [
    element("h2", hit.breaks.length > 0 ? "search-hit__title" : "search-hit__title search-hit__opening", [link]),
    element("p", "search-hit__meta", [
      ...(near ? [element("span", "search-hit__near", "接近"), " "] : []),
      time,
      " ",
      element("span", "search-hit__folio", hit.folio),
    ]),
    element("p", "search-hit__excerpt", pieces(hit.excerpt)),
  ]);
}

function pieces(texts) {
  return texts.map(({ text, mark }) => (mark ? element("mark", "search-mark", text) : text));
}

// A title, which goes on in the next line between words only: at its `breaks`, places in the text of all pieces.
function parted(texts, breaks) {
  const made = [];
  let before = 0;
  for (const { text, mark } of texts) {
    const places = breaks.map((place) => place - before).filter((place) => place >= 0 && place < text.length);
    const ends = [...places.slice(places[0] === 0 ? 1 : 0), text.length];
    if (places[0] === 0 && before > 0) made.push(document.createElement("wbr"));
    const parts = ends.map((end, at) => text.slice(at === 0 ? 0 : ends[at - 1], end));
    const content = [];
    parts.forEach((part, at) => content.push(...(at === 0 ? [part] : [document.createElement("wbr"), part])));
    made.push(...(mark ? [element("mark", "search-mark", content)] : content));
    before += text.length;
  }
  return made;
}

/** Put these elements into a place, and nothing else. */
export function fill(place, elements) {
  place.textContent = "";
  place.append(...elements);
}

/** An element with its class and content, which is only ever set as text or as elements. */
export function element(name, className, content) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...[].concat(content));
  return made;
}

function readableDate(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return day ? `${year}年${month}月${day}日` : iso;
}
