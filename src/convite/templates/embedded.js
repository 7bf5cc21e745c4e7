// Of the shop inside another site's page: says how high it is, and that Escape was pressed. Only the sites
// that the event names hear it.
const { sites } = document.querySelector("[data-sites]").dataset;
const tell = (message) =>
  sites.split(" ").forEach((site) => parent.postMessage({ convite: message.kind, ...message }, site));

if (parent !== window) {
  new ResizeObserver(() =>
    tell({ kind: "height", height: document.documentElement.getBoundingClientRect().height }),
  ).observe(document.documentElement);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) tell({ kind: "close" });
  });
}
