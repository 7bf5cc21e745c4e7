// The door's page without the network: its shell and what it is made of. Scope: /door/ and nothing else.
const name = "convite-door-1";
const shell = "/door/";
/** Slower than this is as good as no network. */
const patience = 2500;

self.addEventListener("install", (event) => {
  event.waitUntil(keepAll().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((all) =>
        Promise.all(
          all
            .filter((one) => one.startsWith("convite-door-") && one !== name)
            .map((one) => caches.delete(one)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

/** The page and every file the build says the door needs; files no longer needed go. */
async function keepAll() {
  const cache = await caches.open(name);
  const files = await (await fetch("/door-files.json", { cache: "no-store" })).json();
  const known = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  await Promise.all(files.filter((file) => !known.has(file)).map((file) => cache.add(file)));
  await cache.put(shell, await fetch(shell, { cache: "no-store" }));
  await Promise.all(
    [...known]
      .filter((file) => file.startsWith("/assets/") && !files.includes(file))
      .map((file) => cache.delete(file)),
  );
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && url.pathname.startsWith(shell))
    event.respondWith(page(request));
  else if (url.pathname.startsWith("/assets/") || url.pathname.startsWith("/door-"))
    event.respondWith(file(request));
});

async function page(request) {
  const late = new Promise((resolve) => {
    setTimeout(() => resolve(null), patience);
  });
  const fresh = await Promise.race([fetch(request).catch(() => null), late]);
  if (fresh && fresh.ok) return fresh;
  return (await caches.match(shell)) ?? fresh ?? Response.error();
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

/** A page that was loaded anew asks for the newest files. */
self.addEventListener("message", (event) => {
  if (event.data === "refresh") event.waitUntil(keepAll().catch(() => undefined));
});
