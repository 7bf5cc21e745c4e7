import { interpolate, fitted, clamped, zoomed, type Camera } from "./camera";
import { listen } from "./gestures";
import type { State } from "./hall";
import { Mirror } from "./mirror";
import type { SeatCanvasOptions } from "./options";
import { detail } from "./painting";
import { Surface } from "./surface";
import type { Rect } from "./tiles";

const ANIMATION_MS = 240;

/** An interactive seat map for thousands of seats, with pan, zoom, keyboard navigation and selection. */
export class SeatCanvas {
  private readonly surface: Surface;
  private readonly mirror: Mirror;
  private readonly abort = new AbortController();
  private animation: { from: Camera; to: Camera; since: number } | null = null;
  private isFitted = true;
  private hovered = -1;
  private readonly reducedMotion = window.matchMedia("(prefers-reduced-motion: reduce)");

  constructor(
    host: HTMLElement,
    private readonly options: SeatCanvasOptions,
  ) {
    this.mirror = new Mirror(options.hall, {
      label: options.label,
      describe: options.describe,
      onPress: options.onPress,
      onFocus: (index, isByKeys) => this.handleFocus(index, isByKeys),
    });
    this.surface = new Surface(host, {
      hall: options.hall,
      lookOf: options.lookOf,
      signOf: options.signOf,
      free: options.free,
      picture: options.picture,
      focused: () => this.mirror.focused,
      onSize: () => this.refit(),
      onFrame: (now) => this.animate(now),
      onIdle: () => this.handleIdle(),
    });
    host.append(this.mirror.root);
    const { canvas } = this.surface;
    canvas.style.cursor = "grab";
    const stop = listen(canvas, {
      pan: (dx, dy) => this.pan(dx, dy),
      zoom: (factor, at) =>
        this.moveTo(zoomed(this.camera, factor, at, this.minScale, this.maxScale)),
      press: (at, event) => this.press(at, event),
      hover: (at) => this.hover(at),
    });
    this.abort.signal.addEventListener("abort", stop);
    this.mirror.root.addEventListener("focusout", () => this.surface.requestFrame(), {
      signal: this.abort.signal,
    });
  }

  destroy(): void {
    this.abort.abort();
    this.surface.destroy();
  }

  /** Updates a seat's state and its accessible name. */
  refresh(index: number, state: State): void {
    const { hall } = this.options;
    const block = hall.blocks[hall.blockOf[index] ?? 0];
    if (hall.set(index, state) && block && hall.blocks.length > 1) {
      const [x, y, w, h] = block.box;
      this.surface.invalidate({ left: x, top: y, right: x + w, bottom: y + h }, true);
    }
    this.surface.invalidate(this.around(index), false);
    this.mirror.refresh(index);
  }
  select(selected: ReadonlySet<number>): void {
    this.surface.select(selected);
    this.mirror.refresh();
  }
  /** Highlights free seats while a guest is being placed. */
  invite(isInviting: boolean): void {
    this.surface.invite(isInviting);
  }

  zoomBy(factor: number): void {
    this.animateTo(
      clamped(
        zoomed(
          this.camera,
          factor,
          [this.surface.size.width / 2, this.surface.size.height / 2],
          this.minScale,
          this.maxScale,
        ),
        this.box,
        this.surface.size,
      ),
    );
  }
  fit(): void {
    this.animateTo(fitted(this.box, this.surface.size));
    this.isFitted = true;
  }

  /** Scrolls and zooms to a seat until it is large enough to click. */
  show(index: number): void {
    const { xs, ys, plan } = this.options.hall;
    const { width, height } = this.surface.size;
    const scale = Math.max(this.camera.scale, 30 / plan.unit);
    this.animateTo({
      x: (xs[index] ?? 0) - width / scale / 2,
      y: (ys[index] ?? 0) - height / scale / 2,
      scale,
    });
  }

  private get camera(): Camera {
    return this.surface.camera;
  }
  private get box() {
    return this.options.hall.plan.box;
  }
  private get minScale(): number {
    return fitted(this.box, this.surface.size).scale * 0.8;
  }
  private get maxScale(): number {
    return Math.max(this.minScale, 72 / this.options.hall.plan.unit);
  }
  private around(index: number): Rect {
    const {
      xs,
      ys,
      plan: { unit },
    } = this.options.hall;
    const [x, y, r] = [xs[index] ?? 0, ys[index] ?? 0, unit * 0.6];
    return { left: x - r, top: y - r, right: x + r, bottom: y + r };
  }

  private refit(): void {
    if (!this.isFitted) return;
    this.setCamera(fitted(this.box, this.surface.size));
    this.surface.pin();
  }
  private setCamera(camera: Camera): void {
    this.animation = null;
    this.surface.setCamera(camera);
  }
  private moveTo(camera: Camera): void {
    this.isFitted = false;
    this.setCamera(clamped(camera, this.box, this.surface.size));
  }
  private pan(dx: number, dy: number): void {
    const { x, y, scale } = this.camera;
    this.moveTo({ x: x - dx / scale, y: y - dy / scale, scale });
  }
  private animateTo(to: Camera): void {
    if (this.reducedMotion.matches) return this.moveTo(to);
    this.isFitted = false;
    this.animation = { from: this.camera, to, since: performance.now() };
    this.surface.requestFrame();
  }
  private animate(now: number): boolean {
    if (!this.animation) return false;
    const share = Math.min(1, Math.max(0, (now - this.animation.since) / ANIMATION_MS));
    this.surface.setCamera(
      interpolate(this.animation.from, this.animation.to, share, this.surface.size),
    );
    if (share === 1) this.animation = null;
    return this.animation !== null;
  }
  private toPlan(at: readonly [number, number]): [number, number] {
    return [this.camera.x + at[0] / this.camera.scale, this.camera.y + at[1] / this.camera.scale];
  }

  private press(at: readonly [number, number], event: PointerEvent): void {
    const { hall } = this.options;
    const { unit } = hall.plan;
    const [x, y] = this.toPlan(at);
    const pitch = unit * this.camera.scale;
    const block = this.surface.showsBlocks ? hall.blocks[hall.blockAt(x, y)] : undefined;
    if (block) return this.animateTo(fitted(block.box, this.surface.size, 40 / unit));
    // Seats too small to hit reliably: the first press zooms in, the next one selects.
    if (pitch < (event.pointerType === "mouse" ? detail.shapes : 22)) {
      const near = hall.grid.nearest(x, y, unit * 3);
      return near < 0
        ? this.animateTo(zoomed(this.camera, 2, at, this.minScale, this.maxScale))
        : this.show(near);
    }
    // Touch gets a larger hit radius than the mouse.
    const index = hall.grid.nearest(x, y, unit * (event.pointerType === "mouse" ? 0.6 : 0.9));
    if (index < 0) return;
    this.mirror.focus(index);
    this.options.onPress(index, event.shiftKey || event.metaKey || event.ctrlKey);
  }

  private hover(at: readonly [number, number]): void {
    const { hall } = this.options;
    const [x, y] = this.toPlan(at);
    const index = hall.grid.nearest(x, y, hall.plan.unit * 0.5);
    if (index === this.hovered) return;
    this.hovered = index;
    const { canvas } = this.surface;
    canvas.style.cursor = index >= 0 ? "pointer" : "grab";
    canvas.title =
      index >= 0 && hall.plan.unit * this.camera.scale >= detail.shapes
        ? this.options.describe(index).name
        : "";
  }

  /** Scrolls to a seat that was focused by keyboard and is out of view. */
  private handleFocus(index: number, isByKeys: boolean): void {
    const { left, top, right, bottom } = this.around(index);
    const { view } = this.surface;
    const isVisible =
      left >= view.left &&
      right <= view.right &&
      top >= view.top &&
      bottom <= view.bottom &&
      this.options.hall.plan.unit * this.camera.scale >= 22;
    if (isByKeys && !isVisible) this.show(index);
    this.surface.requestFrame();
  }

  /** When the view is idle, realigns the focus buttons with their seats and reports the legible seats. */
  private handleIdle(): void {
    const { hall } = this.options;
    this.mirror.follow(this.camera);
    if (!this.options.onVisible || hall.plan.unit * this.camera.scale < detail.words) return;
    const visible: number[] = [];
    const { left, top, right, bottom } = this.surface.view;
    hall.grid.within(left, top, right, bottom, (index) => visible.push(index));
    this.options.onVisible(visible);
  }
}
