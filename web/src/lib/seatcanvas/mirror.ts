import type { Camera } from "./camera";
import type { Hall } from "./hall";

/** What screen readers announce for a seat. */
export interface SeatDescription {
  name: string;
  isPressed: boolean;
  isDisabled: boolean;
}
interface MirrorOptions {
  label: string;
  describe: (index: number) => SeatDescription;
  onPress: (index: number, adds: boolean) => void;
  onFocus: (index: number, isByKeys: boolean) => void;
}

const arrows: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const MAX_BUTTONS = 24;

/** Makes the canvas accessible: seats near the focused one have invisible buttons above them, one of which is in the tab order. */
export class Mirror {
  readonly root = document.createElement("div");
  private readonly buttons = new Map<number, HTMLButtonElement>();
  private current = 0;

  constructor(
    private readonly hall: Hall,
    private readonly options: MirrorOptions,
  ) {
    Object.assign(this.root.style, {
      position: "absolute",
      left: "0",
      top: "0",
      width: "0",
      height: "0",
      transformOrigin: "0 0",
      pointerEvents: "none",
    });
    this.root.setAttribute("role", "group");
    this.root.setAttribute("aria-label", options.label);
    this.root.addEventListener("keydown", (event) => this.handleKey(event));
    this.root.addEventListener("click", (event) => {
      const index = this.indexOf(event.target);
      if (index !== null) options.onPress(index, event.shiftKey || event.metaKey || event.ctrlKey);
    });
    this.root.addEventListener("focusin", (event) => {
      const index = this.indexOf(event.target);
      if (index !== null)
        options.onFocus(index, (event.target as Element).matches(":focus-visible"));
    });
    this.centerOn(0);
  }

  /** The focused seat, or -1. */
  get focused(): number {
    const active = (this.root.getRootNode() as Document | ShadowRoot).activeElement;
    return this.indexOf(active) ?? -1;
  }

  /** The seat in the tab order. */
  get tabStop(): number {
    return this.current;
  }

  /** Creates the buttons around a seat without moving the focus. */
  centerOn(index: number): void {
    this.current = index;
    const { xs, ys, grid, plan } = this.hall;
    const [x, y] = [xs[index] ?? 0, ys[index] ?? 0];
    const around: number[] = [];
    grid.within(x - plan.unit * 3, y - plan.unit * 3, x + plan.unit * 3, y + plan.unit * 3, (one) =>
      around.push(one),
    );
    const distance = (one: number) => Math.hypot((xs[one] ?? 0) - x, (ys[one] ?? 0) - y);
    const wanted = new Set([
      index,
      ...around.sort((a, b) => distance(a) - distance(b)).slice(0, MAX_BUTTONS),
    ]);
    for (const one of [...wanted].sort((a, b) => a - b))
      if (!this.buttons.has(one)) this.root.append(this.make(one));
    const focused = this.focused;
    for (const [one, button] of this.buttons) {
      button.tabIndex = one === index ? 0 : -1;
      if (!wanted.has(one) && one !== focused) {
        button.remove();
        this.buttons.delete(one);
      }
    }
  }

  focus(index: number): void {
    this.centerOn(index);
    this.buttons.get(index)?.focus({ preventScroll: true });
    this.centerOn(index);
  }

  /** Aligns the buttons with their seats after the camera has moved. */
  follow(camera: Camera): void {
    this.root.style.transform = `translate(${-camera.x * camera.scale}px, ${-camera.y * camera.scale}px) scale(${camera.scale})`;
  }

  /** Updates a seat's button, if it has one; without an index, all buttons. */
  refresh(index?: number): void {
    for (const [one, button] of this.buttons)
      if (index === undefined || index === one) this.updateButton(one, button);
  }

  private make(index: number): HTMLButtonElement {
    const button = document.createElement("button");
    const { unit } = this.hall.plan;
    button.type = "button";
    button.dataset.seat = String(index);
    Object.assign(button.style, {
      position: "absolute",
      left: `${(this.hall.xs[index] ?? 0) - unit / 2}px`,
      top: `${(this.hall.ys[index] ?? 0) - unit / 2}px`,
      width: `${unit}px`,
      height: `${unit}px`,
      minWidth: "0",
      minHeight: "0",
      padding: "0",
      opacity: "0",
    });
    this.updateButton(index, button);
    this.buttons.set(index, button);
    return button;
  }

  private updateButton(index: number, button: HTMLButtonElement): void {
    const { name, isPressed, isDisabled } = this.options.describe(index);
    button.setAttribute("aria-label", name);
    button.setAttribute("aria-pressed", String(isPressed));
    if (isDisabled) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }

  private indexOf(target: EventTarget | null): number | null {
    const seat = target instanceof HTMLElement ? target.dataset.seat : undefined;
    return seat === undefined ? null : Number(seat);
  }

  private handleKey(event: KeyboardEvent): void {
    const index = this.indexOf(event.target);
    const arrow = arrows[event.key];
    if (index === null || !arrow) return;
    event.preventDefault();
    this.focus(this.hall.nextSeat(index, ...arrow));
  }
}
