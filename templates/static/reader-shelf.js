// The shelf: what was kept for later, and what else lies on this device and can be read without a network.

export async function start({ kept, base, find }) {
  const items = kept();
  find("[data-shelf-kept]").append(...items.map(line));
  find("[data-shelf-none]").hidden = items.length > 0;
  // The worker shows this page in place of one that it does not have.
  find("[data-shelf-offline]").hidden = location.pathname === `${base}shelf/`;
  const shown = new Set(items.map((item) => item.href));
  const others = (await stored(base)).filter((item) => !shown.has(item.href));
  find("[data-shelf-stored] ul").append(...others.map(line));
  find("[data-shelf-stored]").hidden = others.length === 0;
  find("[data-shelf]").dataset.state = "done";
}

function line({ href, title, date }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  // What is stored on a device may have been put there by anything: only addresses of this site are links.
  if (new URL(href, location.href).origin === location.origin) link.href = href;
  link.textContent = title || href;
  const time = document.createElement("span");
  time.className = "meta";
  time.textContent = date || "";
  item.append(link, time);
  return item;
}

// Articles in the worker's caches, newest issue first and in printed order.
async function stored(base) {
  if (!window.caches) return [];
  try {
    const found = new Map();
    for (const name of await caches.keys()) {
      if (!name.startsWith(`banmian ${base} `)) continue;
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) {
        const { pathname } = new URL(url);
        if (pathname.endsWith(".html")) found.set(pathname, await describe(pathname, await cache.match(url)));
      }
    }
    const issue = (href) => href.slice(0, href.lastIndexOf("/"));
    return [...found.values()].sort((a, b) => {
      if (issue(a.href) !== issue(b.href)) return issue(a.href) < issue(b.href) ? 1 : -1;
      return a.href < b.href ? -1 : 1;
    });
  } catch (refused) {
    return [];
  }
}

async function describe(href, response) {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const time = page.querySelector("article time");
  return { href, title: page.title.split(" · ")[0], date: time ? time.textContent : "" };
}
