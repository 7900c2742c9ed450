// A search result as elements. Texts are only ever set as text: an article can hold no markup here.

/** The list item for a hit; `near` makes it one of the nearest articles, which are no results. */
export function resultItem(hit, query, near) {
  const link = element("a", "search-hit__link", pieces(hit.title));
  if (link.textContent.trim() === "") link.textContent = "（无标题）";
  link.href = `${hit.url}?q=${encodeURIComponent(query)}`;
  link.toggleAttribute(near ? "data-near" : "data-result", true);
  const time = element("time", "search-hit__date", readableDate(hit.date));
  time.dateTime = hit.date;
  return element("li", near ? "search-hit search-hit--near" : "search-hit", [
    element("h2", "search-hit__title", [link]),
    element("p", "search-hit__meta", [time, " ", element("span", "search-hit__folio", hit.folio)]),
    element("p", "search-hit__excerpt", pieces(hit.excerpt)),
  ]);
}

function pieces(texts) {
  return texts.map(({ text, mark }) => (mark ? element("mark", "search-mark", text) : text));
}

/** An element with its class and content, which is only ever set as text or as elements. */
export function element(name, className, content) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...[content].flat());
  return made;
}

function readableDate(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return day ? `${year}年${month}月${day}日` : iso;
}
