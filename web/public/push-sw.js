// Shows notifications that the server pushes, and opens what they are about.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const told = event.data ? event.data.json() : {};
  event.waitUntil(
    self.registration.showNotification(told.title || "Convite", {
      body: told.body || "",
      // the newest of a kind takes the place of the one before, and is heard again
      tag: told.tag,
      renotify: Boolean(told.tag),
      lang: told.locale,
      dir: "auto",
      icon: "/assets/door-192.png",
      data: { url: told.url || "/notifications" },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data.url, self.location.origin);
  // only pages of this server
  event.waitUntil(open(url.origin === self.location.origin ? url.href : self.location.origin));
});

/** Shows a window that is there already, or a new one: what is open elsewhere isn't navigated away from. */
async function open(url) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const known = windows.find((one) => one.url === url);
  return known ? known.focus() : self.clients.openWindow(url);
}
