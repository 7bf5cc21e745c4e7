/** External changes after which the drawing has to be updated. */
interface Changes {
  /** Called when the element is resized, and once for its initial size. */
  onSize: () => void;
  onTheme: () => void;
  onFonts: () => void;
}

/** Observes a canvas's host element until the signal is aborted. */
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
