// Says that somebody looked at the invitation: fetching the page alone must not.
const page = document.querySelector("[data-opened]");
if (page) fetch(page.dataset.opened, { method: "POST", keepalive: true }).catch(() => undefined);
