import { between, fitted, kept, levelOf, scaleOf, zoomed, type Camera, type Size } from "./camera";
import { copyTiles, drawRings } from "./frame";
import { listen } from "./gestures";
import type { State } from "./hall";
import { Mirror } from "./mirror";
import type { SeatCanvasOptions } from "./options";
import { Pace } from "./pace";
import { Palette } from "./palette";
import { detail, Painter } from "./painter";
import { Tiles, type Rect } from "./tiles";

const SIDE = 256;
/** Milliseconds after which one has stopped moving. */
const STILL = 100;
const JOURNEY = 240;

/** A plan of thousands of seats on one canvas: tiles are drawn a few a frame and kept; moving only copies them. */
export class SeatCanvas {
  private readonly canvas = document.createElement("canvas");
  private readonly mirror: Mirror;
  private readonly palette: Palette;
  private readonly painter: Painter;
  private readonly ending = new AbortController();
  private readonly watchers: { disconnect: () => void }[] = [];
  private tiles: Tiles<HTMLCanvasElement>;
  private pen: CanvasRenderingContext2D | null = null;
  private ratio = 1;
  private size: Size = { width: 0, height: 0 };
  private camera: Camera = { x: 0, y: 0, scale: 1 };
  private journey: { from: Camera; to: Camera; since: number } | null = null;
  private frame = 0;
  private readonly pace = new Pace();
  private settled: ReturnType<typeof setTimeout> | undefined;
  private selected: ReadonlySet<number> = new Set();
  private isInviting = false;
  private isFitted = true;
  private hovered = -1;
  private picture: CanvasImageSource | null = null;
  private readonly still = window.matchMedia("(prefers-reduced-motion: reduce)");

  constructor(private readonly host: HTMLElement, private readonly on: SeatCanvasOptions) {
    Object.assign(this.canvas.style, { position: "absolute", left: "0", top: "0", width: "100%", height: "100%", touchAction: "none", userSelect: "none", cursor: "grab" });
    this.canvas.setAttribute("aria-hidden", "true");
    this.palette = new Palette(host);
    this.painter = new Painter({ hall: on.hall, palette: this.palette, lookOf: on.lookOf, signOf: on.signOf, free: on.free, isInviting: () => this.isInviting, picture: () => this.picture });
    this.mirror = new Mirror(on.hall, { label: on.label, spoken: on.spoken, onPress: on.onPress, onFocus: (index, isByKeys) => this.sees(index, isByKeys) });
    this.tiles = this.freshTiles();
    host.append(this.canvas, this.mirror.root);
    const stop = listen(this.canvas, { pan: (dx, dy) => this.go({ ...this.camera, x: this.camera.x - dx / this.camera.scale, y: this.camera.y - dy / this.camera.scale }), zoom: (factor, at) => this.zoomAt(factor, at), press: (at, event) => this.press(at, event), hover: (at) => this.hover(at) });
    this.ending.signal.addEventListener("abort", stop);
    this.watch();
    void on.picture?.then((picture) => { this.picture = picture; this.refreshAll(); }, () => undefined);
  }

  destroy(): void {
    this.ending.abort();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.settled);
    this.watchers.forEach((one) => one.disconnect());
    this.host.replaceChildren();
  }

  /** A seat is in another state now, or is spoken of otherwise. */
  refresh(index: number, state: State): void {
    const { hall } = this.on;
    const block = hall.blocks[hall.blockOf[index] ?? 0];
    if (hall.set(index, state) && block && hall.blocks.length > 1) {
      const [x, y, w, h] = block.box;
      this.tiles.spoil({ left: x, top: y, right: x + w, bottom: y + h }, (level) => this.painter.isOfBlocks(scaleOf(level)));
    }
    this.tiles.spoil(this.around(index), (level) => !this.painter.isOfBlocks(scaleOf(level)));
    this.mirror.refresh(index);
    this.ask();
  }

  refreshAll(): void {
    this.painter.forget();
    this.tiles.spoil();
    this.mirror.refresh();
    this.ask();
  }
  select(selected: ReadonlySet<number>): void {
    this.selected = selected;
    this.mirror.refresh();
    this.ask();
  }
  /** Free seats invite, as long as somebody is in hand. */
  invite(isInviting: boolean): void {
    if (this.isInviting === isInviting) return;
    this.isInviting = isInviting;
    this.tiles.spoil();
    this.ask();
  }

  zoomBy(factor: number): void { this.travel(kept(zoomed(this.camera, factor, [this.size.width / 2, this.size.height / 2], this.least, this.most), this.on.hall.plan.box, this.size)); }
  fit(): void { this.travel(fitted(this.on.hall.plan.box, this.size)); this.isFitted = true; }

  /** Brings a seat into sight, near enough to be picked. */
  show(index: number): void {
    const { xs, ys, plan } = this.on.hall;
    const scale = Math.max(this.camera.scale, 30 / plan.unit);
    this.travel({ x: (xs[index] ?? 0) - this.size.width / scale / 2, y: (ys[index] ?? 0) - this.size.height / scale / 2, scale });
  }

  private get least(): number { return fitted(this.on.hall.plan.box, this.size).scale * 0.8; }
  private get most(): number { return Math.max(this.least, 72 / this.on.hall.plan.unit); }
  private get view(): Rect {
    const { x, y, scale } = this.camera;
    const [left, top, w, h] = this.on.hall.plan.box;
    return { left: Math.max(left, x), top: Math.max(top, y), right: Math.min(left + w, x + this.size.width / scale), bottom: Math.min(top + h, y + this.size.height / scale) };
  }
  private around(index: number): Rect {
    const { xs, ys, plan: { unit } } = this.on.hall;
    const [x, y, r] = [xs[index] ?? 0, ys[index] ?? 0, unit * 0.6];
    return { left: x - r, top: y - r, right: x + r, bottom: y + r };
  }

  private freshTiles(): Tiles<HTMLCanvasElement> {
    const side = SIDE * this.ratio;
    const make = () => Object.assign(document.createElement("canvas"), { width: side, height: side });
    return new Tiles({ side: SIDE, most: Math.max(96, Math.floor(20_000_000 / (side * side))), make, paint: (surface, tile, part) => this.painter.paint(surface, tile, part, this.ratio) });
  }

  private watch(): void {
    const sizes = new ResizeObserver(() => this.resize());
    sizes.observe(this.host);
    const theme = new MutationObserver(() => { this.palette.forget(); this.refreshAll(); });
    const root = this.host.getRootNode();
    for (const one of [document.documentElement, ...(root instanceof ShadowRoot ? [root.host] : [])]) theme.observe(one, { attributes: true, attributeFilter: ["data-theme", "class"] });
    this.watchers.push(sizes, theme);
    document.fonts?.addEventListener("loadingdone", () => this.refreshAll(), { signal: this.ending.signal });
    this.mirror.root.addEventListener("focusout", () => this.ask(), { signal: this.ending.signal });
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (width === 0 || height === 0) return;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    if (ratio !== this.ratio) { this.ratio = ratio; this.tiles = this.freshTiles(); }
    this.size = { width, height };
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    if (this.isFitted) {
      this.camera = fitted(this.on.hall.plan.box, this.size);
      this.tiles.pinned = levelOf(this.camera.scale);
    }
    this.draw(performance.now());
  }

  private go(camera: Camera): void {
    this.journey = null;
    this.isFitted = false;
    this.camera = kept(camera, this.on.hall.plan.box, this.size);
    this.ask();
  }

  private zoomAt(factor: number, at: readonly [number, number]): void { this.pace.zooms(performance.now()); this.go(zoomed(this.camera, factor, at, this.least, this.most)); }
  private travel(to: Camera): void {
    if (this.still.matches) return this.go(to);
    this.isFitted = false;
    this.journey = { from: this.camera, to, since: performance.now() };
    this.ask();
  }
  private toPlan(at: readonly [number, number]): [number, number] { return [this.camera.x + at[0] / this.camera.scale, this.camera.y + at[1] / this.camera.scale]; }

  private press(at: readonly [number, number], event: PointerEvent): void {
    const { hall } = this.on;
    const [x, y] = this.toPlan(at);
    const pitch = hall.plan.unit * this.camera.scale;
    const block = this.painter.isOfBlocks(scaleOf(levelOf(this.camera.scale))) ? hall.blocks[hall.blockAt(x, y)] : undefined;
    if (block) return this.travel(fitted(block.box, this.size, 40 / hall.plan.unit));
    // A finger is broader than a pointer.
    const index = hall.grid.nearest(x, y, hall.plan.unit * (event.pointerType === "mouse" ? 0.6 : 0.9));
    // Too small to be met surely: the first press comes nearer, the next one picks.
    if (pitch < (event.pointerType === "mouse" ? detail.shapes : 22)) {
      const near = hall.grid.nearest(x, y, hall.plan.unit * 3);
      return near < 0 ? this.travel(zoomed(this.camera, 2, at, this.least, this.most)) : this.show(near);
    }
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
    this.canvas.style.cursor = index >= 0 ? "pointer" : "grab";
    this.canvas.title = index >= 0 && hall.plan.unit * this.camera.scale >= detail.shapes ? this.on.spoken(index).name : "";
  }

  /** The focus came to a seat by the keys: it must be seen. */
  private sees(index: number, isByKeys: boolean): void {
    const { left, top, right, bottom } = this.around(index);
    const view = this.view;
    const isSeen = left >= view.left && right <= view.right && top >= view.top && bottom <= view.bottom && this.on.hall.plan.unit * this.camera.scale >= 22;
    if (isByKeys && !isSeen) this.show(index);
    this.ask();
  }

  private ask(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame((now) => { this.frame = 0; this.draw(now); });
  }

  private draw(now: number): void {
    if (this.size.width === 0) return;
    if (this.journey) {
      const share = Math.min(1, Math.max(0, (now - this.journey.since) / JOURNEY));
      this.camera = between(this.journey.from, this.journey.to, share, this.size);
      if (share === 1) this.journey = null;
    }
    const level = levelOf(this.camera.scale);
    if (this.journey) this.pace.zooms(now);
    const isDone = this.fill(level, this.pace.budget(now));
    this.pen ??= this.canvas.getContext("2d", { alpha: false });
    if (this.pen) {
      const frame = { pen: this.pen, width: this.canvas.width, height: this.canvas.height, camera: this.camera, ratio: this.ratio, palette: this.palette };
      copyTiles(frame, this.tiles, level, this.view);
      drawRings(frame, this.on.hall, this.selected, this.mirror.focused);
    }
    if (!isDone || this.journey) this.ask();
    this.rest();
  }

  /** Draws what is missing, as much as fits into a frame. */
  private fill(level: number, budget: number): boolean {
    const end = performance.now() + budget;
    const isTime = () => performance.now() >= end;
    for (const [column, line] of this.tiles.over(level, this.view)) {
      const done = this.tiles.draw(level, column, line, isTime);
      if (done === "paused" || (done === "drawn" && isTime())) return false;
    }
    return true;
  }

  /** Once one has stopped moving: the buttons lie over their seats again, and what can be read now is told. */
  private rest(): void {
    clearTimeout(this.settled);
    this.settled = setTimeout(() => {
      this.mirror.follow(this.camera);
      if (!this.on.onSight || this.on.hall.plan.unit * this.camera.scale < detail.words) return;
      const seen: number[] = [];
      const { left, top, right, bottom } = this.view;
      this.on.hall.grid.within(left, top, right, bottom, (index) => seen.push(index));
      this.on.onSight(seen);
    }, STILL);
  }
}
