// For other sites: <a class="convite-tickets" href="https://…/e/…/tickets">Tickets</a> opens the shop above
// the page, where the event allows this site to; elsewhere, and without scripts, it is a link.
(() => {
  const home = new URL(document.currentScript.src).origin;
  const words = { en: "Close", es: "Cerrar", ar: "إغلاق" };
  const close = words[document.documentElement.lang.slice(0, 2)] ?? words.en;

  // Set through the object model: a strict policy of the page's would refuse style attributes.
  const styled = (node, rules) => Object.assign(node.style, rules) && node;

  function open(link) {
    const address = new URL(link.href);
    address.searchParams.set("embed", "1");
    const dialog = styled(document.createElement("dialog"), {
      border: "0", borderRadius: "16px", padding: "0", width: "min(36rem, 100vw)",
      maxWidth: "100vw", maxHeight: "94vh", overflow: "hidden", background: "Canvas",
    });
    dialog.setAttribute("aria-label", link.textContent.trim());
    const button = styled(document.createElement("button"), {
      display: "block", marginInlineStart: "auto", minWidth: "44px", minHeight: "44px", border: "0",
      background: "none", color: "CanvasText", font: "24px/1 sans-serif", cursor: "pointer",
    });
    button.type = "button";
    button.textContent = "×";
    button.setAttribute("aria-label", close);
    button.onclick = () => dialog.close();
    const frame = styled(document.createElement("iframe"), {
      display: "block", width: "100%", height: "70vh", maxHeight: "calc(94vh - 44px)", border: "0",
    });
    frame.title = link.textContent.trim();
    frame.src = address.href;
    const hear = ({ origin, source, data }) => {
      if (origin !== home || source !== frame.contentWindow) return;
      if (data?.convite === "close") dialog.close();
      if (data?.convite === "height" && data.height > 0)
        frame.style.height = `${Math.ceil(data.height)}px`;
    };
    addEventListener("message", hear);
    dialog.onclose = () => {
      removeEventListener("message", hear);
      dialog.remove();
      link.focus();
    };
    dialog.append(button, frame);
    document.body.append(dialog);
    // A modal dialog keeps the focus inside, and Escape closes it.
    dialog.showModal();
  }

  async function prepare(link) {
    const address = new URL(link.href);
    const found = /^\/e\/[^/]+\/tickets$/.exec(address.pathname);
    if (address.origin !== home || !found) return;
    link.target = "_blank";
    link.rel = "noopener";
    const answer = await fetch(`${home}${found[0]}/embed`, { credentials: "omit" }).catch(() => null);
    if (!answer?.ok || !(await answer.json()).is_allowed) return;
    link.dataset.opens = "above";
    link.addEventListener("click", (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      open(link);
    });
  }

  const start = () => document.querySelectorAll("a.convite-tickets").forEach(prepare);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
