// Offline reading is switched off: what the worker stored on readers' devices goes, and the worker with it.

const PREFIX = {{ ("banmian " ~ site.base ~ " ") | tojson }};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX)) await caches.delete(name);
  }
  await self.registration.unregister();
}
