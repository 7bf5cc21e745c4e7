import type { Camera } from "./camera";
import type { Hall } from "./hall";

/** How a seat is spoken of. */
export interface Spoken {
  name: string;
  isPressed: boolean;
  isOff: boolean;
}
interface Mirroring {
  label: string;
  spoken: (index: number) => Spoken;
  onPress: (index: number, adds: boolean) => void;
  onFocus: (index: number, isByKeys: boolean) => void;
}

const arrows: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const MOST = 24;

/** A canvas has nothing to focus: the seats around the focus stand over it as buttons one can't see, one of them in the tab order. */
export class Mirror {
  readonly root = document.createElement("div");
  private readonly buttons = new Map<number, HTMLButtonElement>();
  private current = 0;

  constructor(
    private readonly hall: Hall,
    private readonly on: Mirroring,
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
    this.root.setAttribute("aria-label", on.label);
    this.root.addEventListener("keydown", (event) => this.key(event));
    this.root.addEventListener("click", (event) => {
      const index = this.indexOf(event.target);
      if (index !== null) on.onPress(index, event.shiftKey || event.metaKey || event.ctrlKey);
    });
    this.root.addEventListener("focusin", (event) => {
      const index = this.indexOf(event.target);
      if (index !== null) on.onFocus(index, (event.target as Element).matches(":focus-visible"));
    });
    this.gather(0);
  }

  /** The seat that has the focus, or -1. */
  get focused(): number {
    const active = (this.root.getRootNode() as Document | ShadowRoot).activeElement;
    return this.indexOf(active) ?? -1;
  }

  /** The seat that Tab comes to. */
  get tabStop(): number {
    return this.current;
  }

  /** Puts the mirror around a seat, without moving the focus. */
  gather(index: number): void {
    this.current = index;
    const { xs, ys, grid, plan } = this.hall;
    const [x, y] = [xs[index] ?? 0, ys[index] ?? 0];
    const around: number[] = [];
    grid.within(x - plan.unit * 3, y - plan.unit * 3, x + plan.unit * 3, y + plan.unit * 3, (one) =>
      around.push(one),
    );
    const away = (one: number) => Math.hypot((xs[one] ?? 0) - x, (ys[one] ?? 0) - y);
    const wanted = new Set([index, ...around.sort((a, b) => away(a) - away(b)).slice(0, MOST)]);
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
    this.gather(index);
    this.buttons.get(index)?.focus({ preventScroll: true });
    this.gather(index);
  }

  /** Follows the camera: the buttons lie over their seats. */
  follow(camera: Camera): void {
    this.root.style.transform = `translate(${-camera.x * camera.scale}px, ${-camera.y * camera.scale}px) scale(${camera.scale})`;
  }

  /** Says anew what a seat is, when it is one of these. */
  refresh(index?: number): void {
    for (const [one, button] of this.buttons)
      if (index === undefined || index === one) this.say(one, button);
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
    this.say(index, button);
    this.buttons.set(index, button);
    return button;
  }

  private say(index: number, button: HTMLButtonElement): void {
    const { name, isPressed, isOff } = this.on.spoken(index);
    button.setAttribute("aria-label", name);
    button.setAttribute("aria-pressed", String(isPressed));
    if (isOff) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }

  private indexOf(target: EventTarget | null): number | null {
    const seat = target instanceof HTMLElement ? target.dataset.seat : undefined;
    return seat === undefined ? null : Number(seat);
  }

  private key(event: KeyboardEvent): void {
    const index = this.indexOf(event.target);
    const arrow = arrows[event.key];
    if (index === null || !arrow) return;
    event.preventDefault();
    this.focus(this.hall.neighbour(index, ...arrow));
  }
}
