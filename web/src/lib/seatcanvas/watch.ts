/** What makes a drawing stale though nobody changed it. */
interface Changes {
  /** The element has another size, also for the first time. */
  onSize: () => void;
  onTheme: () => void;
  onFonts: () => void;
}

/** Watches the element a canvas is drawn in, until the signal ends it. */
export function watchHost(host: HTMLElement, signal: AbortSignal, on: Changes): void {
  const sizes = new ResizeObserver(on.onSize);
  sizes.observe(host);
  const theme = new MutationObserver(on.onTheme);
  const root = host.getRootNode();
  for (const one of [document.documentElement, ...(root instanceof ShadowRoot ? [root.host] : [])])
    theme.observe(one, { attributes: true, attributeFilter: ["data-theme", "class"] });
  document.fonts?.addEventListener("loadingdone", on.onFonts, { signal });
  signal.addEventListener("abort", () => {
    sizes.disconnect();
    theme.disconnect();
  });
}
