// Keeps an open page of the preview as the paper's files are: exchanges style sheets, reloads the page when it has
// changed, and shows mistakes. Everything of it stands in one shadow tree, so that the paper's own styles and scripts
// neither see nor change it.
(() => {
  "use strict";
  const { version, stamp, band, text } = document.currentScript.dataset;
  const root = "/_banmian/";
  let checked = Number(version);
  let styles = null;
  let waiting = null;
  let place = null;
  let closed = "";

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function tree() {
    if (!place) {
      const host = document.body.appendChild(document.createElement("banmian-preview"));
      const shadow = host.attachShadow({ mode: "open" });
      const sheet = shadow.appendChild(document.createElement("link"));
      sheet.rel = "stylesheet";
      sheet.href = `${root}preview.css`;
      place = shadow;
    }
    return place;
  }

  function put(part) {
    const old = tree().querySelector(`.${part.classList[0]}`);
    if (old) old.replaceWith(part);
    else tree().appendChild(part);
  }

  function showBand() {
    const shown = element("p", "band", band);
    const links = text ? [["看撤下的文字", text]] : [];
    for (const [words, address] of [...links, ["还有哪些没登出", `${root}held`]]) {
      shown.appendChild(element("a", "", words)).href = address;
    }
    put(shown);
  }

  function excerpt(problem) {
    const shown = element("ol", "lines");
    shown.start = problem.lines[0][0];
    for (const [number, text] of problem.lines) {
      const line = shown.appendChild(element("li", "", text || " "));
      line.value = number;
      if (problem.place.endsWith(`:${number}`)) line.className = "wrong";
    }
    return shown;
  }

  function showMistakes(problems, count) {
    const key = JSON.stringify(problems);
    const old = place && place.querySelector(".overlay");
    if (!problems.length) closed = "";
    if (!problems.length || key === closed) {
      if (old) old.remove();
      return;
    }
    if (old && old.dataset.key === key) return;
    const overlay = element("section", "overlay");
    overlay.dataset.key = key;
    overlay.setAttribute("role", "alert");
    const head = overlay.appendChild(element("div", "head"));
    head.appendChild(element("h2", "", `有 ${count} 处要改`));
    const close = head.appendChild(element("button", "", "收起"));
    close.addEventListener("click", () => {
      closed = key;
      overlay.remove();
    });
    overlay.appendChild(element("p", "note", "改好存盘，这里自己消失。下面的页面还是上次好的样子。"));
    for (const problem of problems) {
      const shown = overlay.appendChild(element("article", "problem"));
      if (problem.place) shown.appendChild(element("p", "place", problem.place));
      shown.appendChild(element("p", "message", problem.message));
      if (problem.lines.length) shown.appendChild(excerpt(problem));
      if (problem.hint) shown.appendChild(element("p", "hint", `→ ${problem.hint}`));
    }
    put(overlay);
  }

  function swapStyles(number) {
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const address = new URL(link.href);
      if (address.origin !== location.origin) continue;
      const next = link.cloneNode();
      address.search = `?${number}`;
      next.href = address.href;
      const drop = () => link.remove();
      next.addEventListener("load", drop);
      next.addEventListener("error", drop);
      link.after(next);
    }
  }

  async function look(state) {
    if (document.hidden) {
      waiting = state;
      return;
    }
    waiting = null;
    if (styles !== null && state.styles !== styles) swapStyles(state.styles);
    styles = state.styles;
    showMistakes(state.problems, state.count);
    if (state.version === checked) return;
    checked = state.version;
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
    const now = answer.headers.get("X-Banmian-Page");
    if (now && now !== stamp) location.reload();
  }

  function told(state) {
    look(state).catch(() => {});
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && waiting) told(waiting);
  });

  // One stream for all tabs: a browser opens six connections to a server at most. The tab that has the lock listens and
  // tells the others. Without a secure connection there are no locks; then a tab listens as long as it is seen.
  function listen(tell) {
    const source = new EventSource(`${root}events`);
    source.addEventListener("message", (event) => tell(JSON.parse(event.data)));
    return source;
  }

  if (navigator.locks && window.BroadcastChannel) {
    const channel = new BroadcastChannel("banmian-preview");
    channel.addEventListener("message", (event) => told(event.data));
    navigator.locks.request("banmian-preview", () => new Promise(() => listen((state) => {
      channel.postMessage(state);
      told(state);
    })));
    fetch(`${root}state`).then((answer) => answer.json()).then(told, () => {});
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
})();
