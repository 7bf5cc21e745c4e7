/** The stylesheet's colours as a canvas takes them: what `var(--…)` stands for here and now. */
export class Palette {
  private known = new Map<string, string>();
  private script: string | undefined;
  private readonly probe: HTMLElement;

  constructor(host: HTMLElement) {
    this.probe = document.createElement("i");
    this.probe.hidden = true;
    host.append(this.probe);
  }

  color(value: string): string {
    let found = this.known.get(value);
    if (found === undefined) {
      this.probe.style.color = "";
      this.probe.style.color = value;
      found = getComputedStyle(this.probe).color || value;
      this.known.set(value, found);
    }
    return found;
  }

  /** The family in which the page writes. */
  get family(): string {
    return (this.script ??= getComputedStyle(this.probe).fontFamily) || "sans-serif";
  }

  /** Another theme: everything is looked up again. */
  forget(): void {
    this.known = new Map();
    this.script = undefined;
  }
}
