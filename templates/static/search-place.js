// Where a reader was in a list of results: kept with the page in the browser's history, so that who comes back from an
// article finds the list as long as it was, at the place where it was left, whether the browser kept the page or not.

const PAUSE = 150; // ms without scrolling

/** Keep the place from now on; `shown` says how many results are listed. */
export function keepPlace(shown) {
  let timer = 0;
  if ("scrollRestoration" in history) history.scrollRestoration = "manual"; // the list is not there yet when it would scroll
  const keep = () => {
    clearTimeout(timer);
    if (shown() > 0) history.replaceState({ ...history.state, shown: shown(), top: Math.round(scrollY) }, "");
  };
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  }, { passive: true });
  addEventListener("pagehide", keep);
  document.addEventListener("click", keep, true);
}

/** The place that was kept with this entry of the history, or null. */
export function keptPlace() {
  const { shown, top } = history.state || {};
  return shown > 0 ? { shown, top: top || 0 } : null;
}
