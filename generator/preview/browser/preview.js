// Keeps an open page of the preview as the paper's files are: exchanges style sheets, reloads the page when it has
// changed, and shows mistakes. What it shows stands in shadow trees, so that the paper's own styles and scripts neither
// see nor change it.
(() => {
  "use strict";
  const { run, version, styles, stamp, band, text, see } = document.currentScript.dataset;
  const root = "/_banmian/";
  const known = { run, at: 0, version: Number(version), styles: Number(styles) };
  const coming = new Set();
  let mistakes = null;

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function tree(name) {
    const host = document.createElement(name);
    const shadow = host.attachShadow({ mode: "open" });
    const sheet = shadow.appendChild(document.createElement("link"));
    sheet.rel = "stylesheet";
    sheet.href = `${root}preview.css`;
    return shadow;
  }

  function showBand() {
    const shadow = tree("banmian-band");
    const shown = shadow.appendChild(element("aside", "band"));
    shown.setAttribute("aria-label", "预览");
    shown.appendChild(element("span", "", band));
    const links = text ? [[see, text]] : [];
    for (const [words, address] of [...links, ["还有哪些没登出", `${root}held`]]) {
      shown.appendChild(element("a", "", words)).href = address;
    }
    document.documentElement.insertBefore(shadow.host, document.body);
  }

  // The way from a page to where it is edited, on this machine.
  function showDesk() {
    const [, issue, number] = location.pathname.match(/\/(\d{4}-\d{2}-\d{2}(?:-[b-z])?)\/(?:(\d{2,4})\.html)?$/) || [];
    const shadow = tree("banmian-desk");
    const shown = shadow.appendChild(element("aside", "desk"));
    shown.setAttribute("aria-label", "编辑台");
    const link = shown.appendChild(element("a", "", number ? "改这一篇" : issue ? "编这一期" : "编辑台"));
    link.href = `/_desk/${number ? `article/${issue}/${number}/` : issue ? `issue/${issue}/` : ""}`;
    document.documentElement.appendChild(shadow.host);
  }

  function excerpt(problem) {
    const shown = element("ol", "lines");
    shown.tabIndex = 0;
    shown.start = problem.lines[0][0];
    for (const [number, text] of problem.lines) {
      const line = shown.appendChild(element("li", "", text || " "));
      line.value = number;
      if (problem.place.endsWith(`:${number}`)) line.className = "wrong";
    }
    return shown;
  }

  function overlayOf(problems, count) {
    const overlay = element("section", "overlay");
    overlay.setAttribute("role", "alert");
    const head = overlay.appendChild(element("div", "head"));
    head.appendChild(element("h2", "", `有 ${count} 处要改`));
    head.appendChild(element("button", "fold", "收起"));
    overlay.appendChild(element("p", "note", "改好存盘，这里自己消失；没改好以前，页面留着上次好的样子。"));
    for (const problem of problems) {
      const shown = overlay.appendChild(element("article", "problem"));
      if (problem.place) shown.appendChild(element("p", "place", problem.place));
      shown.appendChild(element("p", "message", problem.message));
      if (problem.lines.length) shown.appendChild(excerpt(problem));
      if (problem.hint) shown.appendChild(element("p", "hint", `→ ${problem.hint}`));
    }
    if (count > problems.length) {
      overlay.appendChild(element("p", "note", `还有 ${count - problems.length} 处；改好这些，再看别的。`));
    }
    return overlay;
  }

  // Which mistakes an editor folded away, for as long as the tab is open: a reload must not bring them back.
  function folded(...key) {
    try {
      if (key.length) sessionStorage.setItem("banmian-preview", key[0]);
      return sessionStorage.getItem("banmian-preview");
    } catch (refused) {
      return "";
    }
  }

  // They stand before the page: a keyboard comes to them first, and folded away they hide nothing of it.
  function showMistakes(problems, count) {
    if (!problems.length) folded("");
    if (!mistakes) {
      if (!problems.length) return;
      mistakes = tree("banmian-preview");
      document.head.after(mistakes.host);
    }
    const key = problems.map(({ place, message }) => `${place} ${message}`).join("\n");
    const shown = JSON.stringify(problems);
    const old = mistakes.querySelector("[data-shown]");
    if (old && old.dataset.shown === shown) return;
    const hadFocus = Boolean(mistakes.activeElement);
    if (old) old.remove();
    if (!problems.length) return;
    const put = (part, next) => {
      part.dataset.shown = shown;
      const button = part.querySelector("button");
      button.addEventListener("click", () => {
        part.remove();
        next();
        mistakes.querySelector("button").focus();
      });
      mistakes.appendChild(part);
    };
    const open = () => {
      folded("");
      put(overlayOf(problems, count), fold);
    };
    const fold = () => {
      folded(key);
      const part = element("p", "folded");
      part.appendChild(element("button", "", `有 ${count} 处要改，点开看`));
      put(part, open);
    };
    if (folded() === key) fold();
    else open();
    if (hadFocus) mistakes.querySelector("button").focus();
  }

  function swapStyles(number) {
    for (const link of coming) link.remove();
    coming.clear();
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const address = new URL(link.href);
      if (address.origin !== location.origin) continue;
      const next = link.cloneNode();
      address.search = `?${number}`;
      next.href = address.href;
      coming.add(next);
      next.addEventListener("load", () => coming.delete(next) && link.remove());
      next.addEventListener("error", () => coming.delete(next) && next.remove());
      link.after(next);
    }
  }

  async function look(state) {
    const isOther = state.run !== known.run;
    if (!isOther && state.at <= known.at) return;
    known.at = state.at;
    known.run = state.run;
    if (isOther || state.styles !== known.styles) swapStyles(`${state.run}-${state.styles}`);
    known.styles = state.styles;
    showMistakes(state.problems, state.count);
    if (!isOther && state.version === known.version) return;
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
    const now = answer.headers.get("X-Banmian-Page");
    if (now && now !== stamp) location.reload();
    else known.version = state.version;
  }

  // A page that nobody sees waits; it asks when it is seen again.
  function told(state) {
    if (!document.hidden) look(state).catch(() => {});
  }

  function ask() {
    if (!document.hidden) fetch(`${root}state`).then((answer) => answer.json()).then(told).catch(() => {});
  }

  function listen(tell) {
    const source = new EventSource(`${root}events`);
    source.addEventListener("message", (event) => tell(JSON.parse(event.data)));
    return source;
  }

  // One stream for all tabs: a browser opens six connections to a server at most. The tab that has the lock listens and
  // tells the others. Without a secure connection there are no locks; then a tab listens as long as it is seen.
  if (navigator.locks && window.BroadcastChannel) {
    const channel = new BroadcastChannel("banmian-preview");
    channel.addEventListener("message", (event) => told(event.data));
    navigator.locks.request("banmian-preview", () => new Promise(() => listen((state) => {
      channel.postMessage(state);
      told(state);
    })));
    document.addEventListener("visibilitychange", ask);
    ask();
  } else {
    let source = null;
    const follow = () => {
      if (document.hidden && source) {
        source.close();
        source = null;
      } else if (!document.hidden && !source) {
        source = listen(told);
      }
    };
    document.addEventListener("visibilitychange", follow);
    follow();
  }
  if (band) showBand();
  if (/^(127\.0\.0\.1|localhost)$/.test(location.hostname)) showDesk();
})();
