// Keeps the pages of tickets that were opened, and what they load. Everything else passes by.
const NAME = "tickets";
const ASSETS = ["/fonts/inter.woff2", "/fonts/fraunces.woff2", "/t/ticket.js"];
/** At an entrance the network is often slow rather than gone. */
const PATIENCE = 3000;
const MOST = 50;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(NAME)
      .then((cache) => cache.addAll(ASSETS))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && /^\/t\/[^/.]+$/.test(url.pathname)) {
    event.respondWith(page(event, url));
  } else if (ASSETS.includes(url.pathname)) {
    event.respondWith(asset(event));
  }
});

/** The page as it is now, or as it was kept if the network doesn't answer in time. */
async function page(event, url) {
  url.searchParams.delete("lang");
  const cache = await caches.open(NAME);
  const kept = await cache.match(url.href);
  const fresh = fetch(event.request).then(async (answer) => {
    if (answer.ok) await store(cache, url.href, answer.clone());
    else if (answer.status === 404) await cache.delete(url.href); // it was replaced
    return answer;
  });
  if (!kept) return fresh;
  event.waitUntil(fresh.catch(() => undefined));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  const current = fresh.then((answer) => (answer.status < 500 ? answer : kept));
  return Promise.race([current.catch(() => kept), late]);
}

/** Keeps a page; of too many, the oldest goes. */
async function store(cache, address, answer) {
  await cache.delete(address);
  await cache.put(address, answer);
  const pages = (await cache.keys()).filter((one) => !ASSETS.includes(new URL(one.url).pathname));
  for (const old of pages.slice(0, Math.max(0, pages.length - MOST))) await cache.delete(old);
}

/** What pages load: kept, and renewed whenever there is a network. */
async function asset(event) {
  const cache = await caches.open(NAME);
  const kept = await cache.match(event.request.url);
  const fresh = fetch(event.request).then(async (answer) => {
    if (answer.ok) await cache.put(event.request.url, answer.clone());
    return answer;
  });
  if (!kept) return fresh;
  event.waitUntil(fresh.catch(() => undefined));
  return kept;
}
