// The service worker: keeps the newest issue, what was read and what was kept for later, for when there is no network.
// With a network a page is always asked for anew. A file of this text and of `site`: the same site, the same bytes.

const site = {{ worker | tojson }};

const PREFIX = `banmian ${site.base} `;
const STATIC = `${PREFIX}static ${site.static}`;
const PAGES = `${PREFIX}pages`;
const PICTURES = `${PREFIX}pictures`;
const MARK = `${site.base}shelf/?version`; // which issue the device holds whole
const KEPT = `${site.base}shelf/?kept`; // what the reader kept for later
const SHELF = `${site.base}shelf/`;
const MOST_READ = 60; // pages, besides the newest issue and what was kept
const MOST_PICTURES = 80;
const PATIENCE = 4000; // ms that a stored article waits for a slow network

// ---- life: install what every page needs; the issue comes later, when a page is at rest ----

self.addEventListener("install", (event) => event.waitUntil(install()));

async function install() {
  const cache = await caches.open(STATIC);
  await cache.addAll(Object.values(site.assets));
  await fetchInto(await caches.open(PAGES), SHELF);
  await self.skipWaiting();
}

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// A page says where the reader is and what was kept; one after another, so that no list is written twice.
let work = Promise.resolve();

self.addEventListener("message", (event) => {
  const gone = event.data.kept.filter(isGone);
  if (gone.length > 0) event.source.postMessage({ gone });
  work = work.then(() => tidy(event.data)).catch(() => {}); // without a network: at the next page
  event.waitUntil(work);
});

async function tidy(told) {
  const [here, ...kept] = [told.here].concat(told.kept).map(plain);
  const current = [STATIC, PAGES, PICTURES];
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && !current.includes(name)) await caches.delete(name);
  }
  const cache = await caches.open(PAGES);
  await purge(cache);
  await cache.put(KEPT, new Response(JSON.stringify(kept)));
  for (const path of [here].concat(withIssues(kept))) {
    if (isOurs(path) && !isGone(path) && !(await cache.match(path))) await fetchInto(cache, path);
  }
  await keepIssue(cache);
  await trim(cache);
}

async function keepIssue(cache) {
  const mark = await cache.match(MARK);
  if (mark && (await mark.text()) === site.version) return;
  const isCostly = navigator.connection && navigator.connection.saveData;
  for (const path of isCostly ? site.pages : site.pages.concat(site.articles)) await fetchInto(cache, path);
  const pictures = await caches.open(PICTURES);
  for (const path of isCostly ? [] : site.pictures) await fetchInto(pictures, path);
  await cache.put(MARK, new Response(site.version));
}

// An article that may not be read any more goes, and with it every stored page that leads to it.
async function purge(cache) {
  if (site.gone.length === 0) return;
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    const text = isGone(pathname) ? "" : await (await cache.match(request)).text();
    if (!text || (text.match(/href="[^"#?]+/g) || []).some((link) => isGone(link.slice(6)))) await cache.delete(request);
  }
}

// The date of an article that was kept leads to its issue, which is to open as well.
const withIssues = (paths) => paths.concat(paths.filter((path) => path.endsWith(".html")).map(issueOf));
const issueOf = (path) => path.replace(/[^/]*$/, "");

async function trim(cache) {
  const list = await cache.match(KEPT);
  const staying = new Set(site.pages.concat(site.articles, withIssues(list ? await list.json() : [])));
  const read = (await cache.keys()).filter(({ url }) => !url.includes("?") && !staying.has(new URL(url).pathname));
  await Promise.all(read.slice(0, -MOST_READ).map((request) => cache.delete(request)));
  const pictures = await caches.open(PICTURES);
  await Promise.all((await pictures.keys()).slice(0, -MOST_PICTURES).map((request) => pictures.delete(request)));
}

// ---- answers ----

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin || !isOurs(pathname)) return;
  const path = pathname.slice(site.base.length);
  if (request.mode === "navigate") event.respondWith(page(event, pathname));
  else if (path.startsWith("static/")) event.respondWith(asset(request, path));
  else if (/\/photos\//.test(path)) event.respondWith(picture(event, pathname));
  // The search index and the rest go to the network as if there were no worker.
});

const isOurs = (path) => path.startsWith(site.base);
const isGone = (path) => GONE.has(digest(plain(path)));
const GONE = new Set(site.gone);

// Some hosts serve /x.html as /x, and a folder's index.html at the folder. Addresses are compared and stored in one form.
function plain(path) {
  const whole = path.replace(/\/index\.html$/, "/");
  return /\/[^/.]+$/.test(whole) ? `${whole}.html` : whole;
}

// FNV-1a, in 32 bits, as in banmian itself: this text does not list the addresses of what may not be read.
function digest(path) {
  let found = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(path)) found = Math.imul(found ^ byte, 0x01000193);
  return found >>> 0;
}

// A page: from the network; from here only where there is none, or where an article takes too long.
async function page(event, asked) {
  const path = plain(asked);
  const cache = await caches.open(PAGES);
  // Some hosts let browsers keep every page for some minutes. What may not be read any more is asked for all the same.
  const anew = () => new Request(event.request.url, { cache: "no-cache", redirect: "manual" });
  const answer = fetch(isGone(path) ? anew() : event.request).then((response) => {
    const isPage = (response.headers.get("Content-Type") || "").startsWith("text/html");
    if (response.ok && isPage && !isGone(path)) event.waitUntil(remember(cache, path, response.clone()));
    if (response.status === 404 || response.status === 410) event.waitUntil(cache.delete(path));
    return response;
  });
  event.waitUntil(answer.catch(() => {}));
  const stored = isGone(path) ? undefined : await cache.match(path);
  try {
    return await (stored && path.endsWith(".html") ? Promise.race([answer, after(PATIENCE, stored)]) : answer);
  } catch (offline) {
    return stored || (await cache.match(SHELF)) || Response.error();
  }
}

const after = (time, value) => new Promise((done) => setTimeout(done, time, value));

// Written anew it stands last, and what was read longest ago goes first.
async function remember(cache, path, response) {
  await cache.delete(path);
  await cache.put(path, response);
}

// A static file is named after what it holds. A stored page of yesterday asks for yesterday's: today's will do.
async function asset(request, path) {
  const cache = await caches.open(STATIC);
  const stored = await cache.match(request.url);
  if (stored) return stored;
  const today = site.assets[path.replace(/^static\/[^/]+\//, "")];
  try {
    const response = await fetch(request);
    if (response.ok || !today) return response;
  } catch (offline) {
    if (!today) throw offline;
  }
  return (await cache.match(today)) || Response.error();
}

// A picture: from the network, or from here, if need be in another size of the same.
async function picture(event, path) {
  const cache = await caches.open(PICTURES);
  try {
    const response = await fetch(event.request);
    if (response.ok) event.waitUntil(remember(cache, path, response.clone()));
    return response;
  } catch (offline) {
    const stem = (at) => at.replace(/-\d+\.\w+$/, "");
    const others = (await cache.keys()).map(({ url }) => new URL(url).pathname);
    const other = others.includes(path) ? path : others.find((at) => stem(at) === stem(path));
    return (other && (await cache.match(other))) || Response.error();
  }
}

async function fetchInto(cache, path) {
  const response = await fetch(path, { cache: "no-cache" });
  if (!response.ok) return;
  // A redirected answer may not stand for a page.
  const { headers } = response;
  await remember(cache, path, response.redirected ? new Response(await response.blob(), { headers }) : response);
}
