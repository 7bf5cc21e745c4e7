/** Registers the service worker, so that check-in works offline and can be installed as an app. */
export function install(): void {
  if (!document.querySelector("link[rel=manifest]")) {
    const link = document.createElement("link");
    link.rel = "manifest";
    link.href = "/door.webmanifest";
    document.head.append(link);
  }
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  navigator.serviceWorker
    .register("/door-sw.js", { scope: "/door/" })
    .then((registration) => {
      registration.active?.postMessage("refresh");
    })
    .catch(() => undefined); // without HTTPS check-in works only online
}
