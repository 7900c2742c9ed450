// What a reader can do on every page; what was chosen before, partials/dress.html has put on already. This is a plain
// script without young syntax, for old telephones. What is rarely used lies in modules (reader-*.js) that are fetched
// at the first touch. Without this file the controls are not shown.

(() => {
  "use strict";

  const root = document.documentElement;
  const { base, worker } = document.currentScript.dataset;
  const { get, unsaved, night, dress } = window.reader; // from partials/dress.html, which ran before the first paint
  const find = (selector) => document.querySelector(selector);
  const all = (selector) => Array.from(document.querySelectorAll(selector));

  // A browser may refuse to store anything; then a choice holds for this page.
  const store = {
    get,
    set(key, value) {
      unsaved[key] = value;
      try {
        if (value) localStorage.setItem(`banmian.${key}`, value);
        else localStorage.removeItem(`banmian.${key}`);
      } catch (refused) {
        // As above.
      }
    },
  };

  // ---- type, colours, 长辈版 ----

  // The browser's own bars take the colour of the paper; the panel shows what is chosen.
  function show() {
    const paper = getComputedStyle(root).getPropertyValue("--paper").trim();
    all('meta[name="theme-color"]').forEach((meta) => {
      meta.content = paper;
    });
    const panel = find("#reader-panel");
    if (!panel) return;
    panel.elements.size.value = root.dataset.size;
    panel.elements.theme.value = /^(light|dark)$/.test(store.get("theme")) ? store.get("theme") : "";
    panel.elements.elder.checked = "elder" in root.dataset;
  }

  function choose(key, value) {
    store.set(key, value);
    dress();
    show();
  }

  const again = () => {
    dress();
    show();
  };
  if (night.addEventListener) night.addEventListener("change", again);
  else night.addListener(again);
  addEventListener("storage", again);

  // ---- today: a page says 今日 only on the day of the issue, by the calendar of China ----

  const today = new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10);
  all("[data-day]").forEach((counted) => {
    if (counted.dataset.day === today) counted.textContent = counted.dataset.today;
  });

  // ---- the panel ----

  let opener = null;

  function open(panel, button) {
    opener = button;
    panel.hidden = false;
    button.setAttribute("aria-expanded", "true");
    panel.focus();
  }

  function close() {
    const panel = find(".reader-panel:not([hidden])");
    if (!panel) return false;
    const inside = panel.contains(document.activeElement);
    panel.hidden = true;
    if (opener) opener.setAttribute("aria-expanded", "false");
    if (opener && inside) opener.focus();
    return true;
  }

  // ---- keep for later: a list on this device, newest first ----

  const MOST_KEPT = 200;
  const keptKey = `kept${base}`;

  function kept() {
    try {
      const list = JSON.parse(store.get(keptKey));
      return Array.isArray(list) ? list.filter((item) => item && typeof item.href === "string") : [];
    } catch (garbled) {
      return [];
    }
  }

  const isKept = () => kept().some((item) => item.href === location.pathname);

  function keep() {
    const others = kept().filter((item) => item.href !== location.pathname);
    const day = find("article time");
    const item = { href: location.pathname, title: title(), date: day ? day.textContent : "" };
    store.set(keptKey, JSON.stringify(isKept() ? others : [item].concat(others).slice(0, MOST_KEPT)));
    showKept();
    tell();
  }

  function showKept() {
    all('[data-reader="keep"]').forEach((button) => button.setAttribute("aria-pressed", String(isKept())));
  }

  // ---- share ----

  const title = () => document.title.split(" · ")[0];

  const isWide = () => window.matchMedia("(min-width: 60rem)").matches;

  function share(button) {
    const link = find('link[rel="canonical"]');
    const page = { title: title(), url: link ? link.href : location.href.split(/[?#]/)[0] };
    if (navigator.share && !isWide()) navigator.share(page).catch(() => {});
    else load("share", { page, button, open });
  }

  // ---- modules ----

  // What opens at a touch is styled by touch.css, which stands beside style.css.
  let styles;
  function styled() {
    styles = styles || new Promise((done) => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = find('link[href$="/style.css"]').href.replace("style.css", "touch.css");
      link.onload = link.onerror = done;
      document.head.append(link);
    });
    return styles;
  }

  function load(name, given) {
    return Promise.all([import(`./reader-${name}.js`), styled()]).then(([module]) => module.start(given), () => {});
  }

  const actions = {
    panel: (button) => styled().then(() => open(find("#reader-panel"), button)),
    close,
    elder: () => choose("elder", store.get("elder") ? "" : "1"),
    keep,
    share,
    cite: (button) => load("cite", { button }),
    speech: (button) => load("speech", { button, store }),
    print: (button) => load("print", { button }),
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-reader]");
    const isOpener = button && button === opener && button.getAttribute("aria-expanded") === "true";
    if (!event.target.closest(".reader-panel") && close() && isOpener) return;
    if (button) actions[button.dataset.reader](button);
  });

  document.addEventListener("change", ({ target }) => {
    if (target.form && target.form.id === "reader-panel") {
      choose(target.name, target.type === "checkbox" ? (target.checked ? "1" : "") : target.value);
    }
  });

  // ---- from article to article: arrow keys, and a stroke of the finger ----

  function turn(way) {
    const link = find(`.pager a[rel="${way}"]`);
    if (link) location.assign(link.href);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    const way = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    const isBusy = event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!way || isBusy || event.target.closest("input, textarea, select, [contenteditable], .reader-panel")) return;
    if (event.target.scrollWidth > event.target.clientWidth && event.target !== document.body) return;
    turn(way);
  });

  const EDGE = 24; // a stroke from the very edge is the system's own
  const FAR = 80;
  let from = null;

  // What scrolls sideways itself, a table or a photo enlarged, keeps its strokes.
  function scrolls(element) {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (at.scrollWidth > at.clientWidth && getComputedStyle(at).overflowX !== "visible") return true;
    }
    return false;
  }

  document.addEventListener("touchstart", (event) => {
    const { clientX: x, clientY: y } = event.touches[0];
    const isPlain = event.touches.length === 1 && x > EDGE && x < innerWidth - EDGE;
    const isZoomed = window.visualViewport && visualViewport.scale > 1.05;
    const isOurs = !event.target.closest("input, .places, .reader-panel, .reader-player");
    from = isPlain && !isZoomed && isOurs && !scrolls(event.target) ? { x, y } : null;
  }, { passive: true });

  document.addEventListener("touchend", (event) => {
    if (!from || event.touches.length > 0) return;
    const { clientX, clientY } = event.changedTouches[0];
    const x = clientX - from.x;
    const isStroke = Math.abs(x) > FAR && Math.abs(clientY - from.y) < Math.abs(x) / 2;
    from = null;
    if (isStroke && String(getSelection()) === "") turn(x > 0 ? "prev" : "next");
  }, { passive: true });

  // The stroke is told of below the first article that is read to its end, and never again.
  function tellOfStrokes() {
    const pager = find("article .pager");
    if (!pager || store.get("strokes") || !("ontouchstart" in window) || !window.IntersectionObserver) return;
    const hint = document.createElement("p");
    hint.className = "reader-hint";
    hint.textContent = "左右划一划，也能翻到上一篇、下一篇";
    pager.after(hint);
    new IntersectionObserver((seen) => {
      if (seen.some((one) => one.isIntersecting)) store.set("strokes", "told");
    }).observe(hint);
  }

  // ---- speech: offered only where the browser has a Chinese voice ----

  function offerSpeech() {
    const speaks = speechSynthesis.getVoices().some((voice) => /^(zh|cmn)/i.test(voice.lang));
    all('[data-reader="speech"]').forEach((button) => {
      button.hidden = !speaks;
    });
  }

  // ---- offline ----

  // The worker hears where the reader is and what was kept, and sees to it that both can be read later.
  function tell() {
    if (worker === undefined || !navigator.serviceWorker) return;
    const message = { here: location.pathname, kept: kept().map((item) => item.href) };
    navigator.serviceWorker.ready.then(({ active }) => active.postMessage(message));
  }

  function showNetwork() {
    const note = find("[data-reader-network]");
    if (note) note.textContent = navigator.onLine === false ? "没有网络，正在读存下的报纸" : "";
  }

  addEventListener("online", showNetwork);
  addEventListener("offline", showNetwork);
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    again();
    showKept();
  });

  document.addEventListener("DOMContentLoaded", () => {
    show();
    showKept();
    showNetwork();
    if (window.speechSynthesis && window.SpeechSynthesisUtterance) {
      offerSpeech();
      if (speechSynthesis.addEventListener) speechSynthesis.addEventListener("voiceschanged", offerSpeech);
      else speechSynthesis.onvoiceschanged = offerSpeech;
    }
    if (find(".pager")) root.classList.add("turns");
    tellOfStrokes();
    if (document.body.classList.contains("page-shelf")) load("shelf", { kept, base, find });
    if (/[?&]q=/.test(location.search) && find("article")) import("./highlight.js").catch(() => {});
  });

  addEventListener("load", () => {
    if (worker !== undefined && navigator.serviceWorker) {
      navigator.serviceWorker.register(`${base}sw.js`, { scope: base }).then(tell, () => {});
      navigator.serviceWorker.addEventListener("controllerchange", tell);
      navigator.serviceWorker.addEventListener("message", ({ data }) => {
        store.set(keptKey, JSON.stringify(kept().filter((item) => !data.gone.includes(item.href))));
      });
    }
  });
})();
