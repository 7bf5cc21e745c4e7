/** Resolves CSS colours such as `var(--…)` for the canvas, with a cache. */
export class Palette {
  private cache = new Map<string, string>();
  private fontFamily: string | undefined;
  private readonly probe: HTMLElement;

  constructor(host: HTMLElement) {
    this.probe = document.createElement("i");
    this.probe.hidden = true;
    host.append(this.probe);
  }

  color(value: string): string {
    let found = this.cache.get(value);
    if (found === undefined) {
      this.probe.style.color = "";
      this.probe.style.color = value;
      found = getComputedStyle(this.probe).color || value;
      this.cache.set(value, found);
    }
    return found;
  }

  /** The page's font family. */
  get family(): string {
    return (this.fontFamily ??= getComputedStyle(this.probe).fontFamily) || "sans-serif";
  }

  /** Clears the cache after a theme change. */
  reset(): void {
    this.cache = new Map();
    this.fontFamily = undefined;
  }
}
