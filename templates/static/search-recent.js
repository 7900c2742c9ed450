// What was looked for on this device, the latest first. It never leaves the device, and where the browser keeps
// nothing there simply is nothing.

const KEY = "banmian:searches";
const MOST = 6;

/** The queries. */
export function recentSearches() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
    return Array.isArray(kept) ? kept.filter((query) => typeof query === "string").slice(0, MOST) : [];
  } catch (refused) {
    return [];
  }
}

/** Remember a query. */
export function rememberSearch(query) {
  keep([query, ...recentSearches().filter((earlier) => earlier !== query)].slice(0, MOST));
}

/** Forget all queries. */
export function forgetSearches() {
  keep([]);
}

function keep(queries) {
  try {
    localStorage.setItem(KEY, JSON.stringify(queries));
  } catch (refused) {
    // a private window, or no room: the search works without
  }
}
