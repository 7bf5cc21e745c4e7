/** Makes the door open without the network, and lets a phone put it among its apps. */
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
    .catch(() => undefined); // plain http: the door works, but only with the network
}
