import { between, fitted, kept, zoomed, type Camera } from "./camera";
import { listen } from "./gestures";
import type { State } from "./hall";
import { Mirror } from "./mirror";
import type { SeatCanvasOptions } from "./options";
import { detail } from "./painting";
import { Surface } from "./surface";
import type { Rect } from "./tiles";

const JOURNEY = 240;

/** A plan of thousands of seats that one moves by hand or keys and picks seats from. */
export class SeatCanvas {
  private readonly surface: Surface;
  private readonly mirror: Mirror;
  private readonly ending = new AbortController();
  private journey: { from: Camera; to: Camera; since: number } | null = null;
  private isFitted = true;
  private hovered = -1;
  private readonly still = window.matchMedia("(prefers-reduced-motion: reduce)");

  constructor(
    host: HTMLElement,
    private readonly on: SeatCanvasOptions,
  ) {
    this.mirror = new Mirror(on.hall, {
      label: on.label,
      spoken: on.spoken,
      onPress: on.onPress,
      onFocus: (index, isByKeys) => this.sees(index, isByKeys),
    });
    this.surface = new Surface(host, {
      hall: on.hall,
      lookOf: on.lookOf,
      signOf: on.signOf,
      free: on.free,
      picture: on.picture,
      focused: () => this.mirror.focused,
      onSize: () => this.refit(),
      onFrame: (now) => this.step(now),
      onRest: () => this.rest(),
    });
    host.append(this.mirror.root);
    const { canvas } = this.surface;
    canvas.style.cursor = "grab";
    const stop = listen(canvas, {
      pan: (dx, dy) => this.pan(dx, dy),
      zoom: (factor, at) => this.go(zoomed(this.camera, factor, at, this.least, this.most)),
      press: (at, event) => this.press(at, event),
      hover: (at) => this.hover(at),
    });
    this.ending.signal.addEventListener("abort", stop);
    this.mirror.root.addEventListener("focusout", () => this.surface.ask(), {
      signal: this.ending.signal,
    });
  }

  destroy(): void {
    this.ending.abort();
    this.surface.destroy();
  }

  /** A seat is in another state now, or is spoken of otherwise. */
  refresh(index: number, state: State): void {
    const { hall } = this.on;
    const block = hall.blocks[hall.blockOf[index] ?? 0];
    if (hall.set(index, state) && block && hall.blocks.length > 1) {
      const [x, y, w, h] = block.box;
      this.surface.spoil({ left: x, top: y, right: x + w, bottom: y + h }, true);
    }
    this.surface.spoil(this.around(index), false);
    this.mirror.refresh(index);
  }
  select(selected: ReadonlySet<number>): void {
    this.surface.select(selected);
    this.mirror.refresh();
  }
  /** Free seats invite, as long as somebody is in hand. */
  invite(isInviting: boolean): void {
    this.surface.invite(isInviting);
  }

  zoomBy(factor: number): void {
    this.travel(
      kept(
        zoomed(
          this.camera,
          factor,
          [this.surface.size.width / 2, this.surface.size.height / 2],
          this.least,
          this.most,
        ),
        this.box,
        this.surface.size,
      ),
    );
  }
  fit(): void {
    this.travel(fitted(this.box, this.surface.size));
    this.isFitted = true;
  }

  /** Brings a seat into sight, near enough to be picked. */
  show(index: number): void {
    const { xs, ys, plan } = this.on.hall;
    const { width, height } = this.surface.size;
    const scale = Math.max(this.camera.scale, 30 / plan.unit);
    this.travel({
      x: (xs[index] ?? 0) - width / scale / 2,
      y: (ys[index] ?? 0) - height / scale / 2,
      scale,
    });
  }

  private get camera(): Camera {
    return this.surface.camera;
  }
  private get box() {
    return this.on.hall.plan.box;
  }
  private get least(): number {
    return fitted(this.box, this.surface.size).scale * 0.8;
  }
  private get most(): number {
    return Math.max(this.least, 72 / this.on.hall.plan.unit);
  }
  private around(index: number): Rect {
    const {
      xs,
      ys,
      plan: { unit },
    } = this.on.hall;
    const [x, y, r] = [xs[index] ?? 0, ys[index] ?? 0, unit * 0.6];
    return { left: x - r, top: y - r, right: x + r, bottom: y + r };
  }

  private refit(): void {
    if (!this.isFitted) return;
    this.goTo(fitted(this.box, this.surface.size));
    this.surface.pin();
  }
  private goTo(camera: Camera): void {
    this.journey = null;
    this.surface.look(camera);
  }
  private go(camera: Camera): void {
    this.isFitted = false;
    this.goTo(kept(camera, this.box, this.surface.size));
  }
  private pan(dx: number, dy: number): void {
    const { x, y, scale } = this.camera;
    this.go({ x: x - dx / scale, y: y - dy / scale, scale });
  }
  private travel(to: Camera): void {
    if (this.still.matches) return this.go(to);
    this.isFitted = false;
    this.journey = { from: this.camera, to, since: performance.now() };
    this.surface.ask();
  }
  private step(now: number): boolean {
    if (!this.journey) return false;
    const share = Math.min(1, Math.max(0, (now - this.journey.since) / JOURNEY));
    this.surface.look(between(this.journey.from, this.journey.to, share, this.surface.size));
    if (share === 1) this.journey = null;
    return this.journey !== null;
  }
  private toPlan(at: readonly [number, number]): [number, number] {
    return [this.camera.x + at[0] / this.camera.scale, this.camera.y + at[1] / this.camera.scale];
  }

  private press(at: readonly [number, number], event: PointerEvent): void {
    const { hall } = this.on;
    const { unit } = hall.plan;
    const [x, y] = this.toPlan(at);
    const pitch = unit * this.camera.scale;
    const block = this.surface.isOfBlocks ? hall.blocks[hall.blockAt(x, y)] : undefined;
    if (block) return this.travel(fitted(block.box, this.surface.size, 40 / unit));
    // Too small to be met surely: the first press comes nearer, the next one picks.
    if (pitch < (event.pointerType === "mouse" ? detail.shapes : 22)) {
      const near = hall.grid.nearest(x, y, unit * 3);
      return near < 0
        ? this.travel(zoomed(this.camera, 2, at, this.least, this.most))
        : this.show(near);
    }
    // A finger is broader than a pointer.
    const index = hall.grid.nearest(x, y, unit * (event.pointerType === "mouse" ? 0.6 : 0.9));
    if (index < 0) return;
    this.mirror.focus(index);
    this.on.onPress(index, event.shiftKey || event.metaKey || event.ctrlKey);
  }

  private hover(at: readonly [number, number]): void {
    const { hall } = this.on;
    const [x, y] = this.toPlan(at);
    const index = hall.grid.nearest(x, y, hall.plan.unit * 0.5);
    if (index === this.hovered) return;
    this.hovered = index;
    const { canvas } = this.surface;
    canvas.style.cursor = index >= 0 ? "pointer" : "grab";
    canvas.title =
      index >= 0 && hall.plan.unit * this.camera.scale >= detail.shapes
        ? this.on.spoken(index).name
        : "";
  }

  /** The focus came to a seat by the keys: it must be seen. */
  private sees(index: number, isByKeys: boolean): void {
    const { left, top, right, bottom } = this.around(index);
    const { view } = this.surface;
    const isSeen =
      left >= view.left &&
      right <= view.right &&
      top >= view.top &&
      bottom <= view.bottom &&
      this.on.hall.plan.unit * this.camera.scale >= 22;
    if (isByKeys && !isSeen) this.show(index);
    this.surface.ask();
  }

  /** Once one has stopped moving: the buttons lie over their seats again, and what can be read now is told. */
  private rest(): void {
    const { hall } = this.on;
    this.mirror.follow(this.camera);
    if (!this.on.onSight || hall.plan.unit * this.camera.scale < detail.words) return;
    const seen: number[] = [];
    const { left, top, right, bottom } = this.surface.view;
    hall.grid.within(left, top, right, bottom, (index) => seen.push(index));
    this.on.onSight(seen);
  }
}
