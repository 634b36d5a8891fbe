// The service worker of one desk: keeps the page and its files, so that the desk opens with the network cut.
const NAME = "{{ name }}";
const KEPT = {{ kept|safe }};

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  const ours = address.origin === self.location.origin && KEPT.includes(address.pathname);
  if (event.request.method === "GET" && ours) event.respondWith(kept(address.pathname));
});

async function keep() {
  const shelf = await caches.open(NAME);
  const known = new Set((await shelf.keys()).map((request) => new URL(request.url).pathname));
  // The page is asked again at each version of this script; files under their fingerprint never change.
  const wanted = KEPT.filter((address, place) => place === 0 || !known.has(address));
  await shelf.addAll(wanted.map((address) => new Request(address, { credentials: "omit", cache: "reload" })));
  for (const address of known) if (!KEPT.includes(address)) await shelf.delete(address);
}

async function kept(address) {
  const shelf = await caches.open(NAME);
  return (await shelf.match(address)) ?? fetch(address, { credentials: "omit" });
}
