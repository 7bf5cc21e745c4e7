// Has the browser keep this page, so that it opens at an entrance without a network.
const note = document.querySelector("[data-kept]");

// A page is kept under its key, in the language it was last read in.
const kept = new URL(location.href);
kept.searchParams.delete("lang");

async function keep() {
  await navigator.serviceWorker.register("/t/worker.js", { scope: "/t/" });
  await navigator.serviceWorker.ready;
  const cache = await caches.open("tickets");
  if (navigator.onLine) {
    const answer = await fetch(location.href);
    if (answer.ok) await cache.put(kept, answer);
  }
  if (note && (await cache.match(kept))) note.hidden = false;
}

if ("serviceWorker" in navigator) keep().catch(() => undefined);
