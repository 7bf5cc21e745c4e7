import { levelOf, scaleOf, type Camera, type Size } from "./camera";
import { copyTiles, drawRings } from "./frame";
import type { Hall } from "./hall";
import { Pace } from "./pace";
import { Palette } from "./palette";
import { Painter } from "./painter";
import type { Painting } from "./painting";
import { Tiles, type Rect } from "./tiles";
import { watchHost } from "./watch";

/** What is drawn, and who hears of its frames. */
export interface SurfaceOptions extends Pick<Painting, "hall" | "lookOf" | "signOf" | "free"> {
  picture?: Promise<CanvasImageSource> | undefined;
  /** The element has another size, also for the first time. */
  onSize: (size: Size) => void;
  /** Before a frame: where one looks then; whether another frame is wanted. */
  onFrame?: (now: number) => boolean;
  /** One has stopped moving. */
  onRest?: () => void;
  focused?: () => number;
}

const SIDE = 256;
/** Milliseconds after which one has stopped moving. */
const STILL = 100;

/** A canvas over a room: tiles are drawn a few steps a frame and kept; moving only copies them. */
export class Surface {
  readonly canvas = document.createElement("canvas");
  camera: Camera = { x: 0, y: 0, scale: 1 };
  size: Size = { width: 0, height: 0 };
  private readonly palette: Palette;
  private painter: Painter;
  private readonly ending = new AbortController();
  private tiles: Tiles<HTMLCanvasElement>;
  private pen: CanvasRenderingContext2D | null = null;
  private ratio = 1;
  private frame = 0;
  private readonly pace = new Pace();
  private settled: ReturnType<typeof setTimeout> | undefined;
  private selected: ReadonlySet<number> = new Set();
  private isInviting = false;
  private picture: CanvasImageSource | null = null;

  constructor(
    private readonly host: HTMLElement,
    private on: SurfaceOptions,
  ) {
    Object.assign(this.canvas.style, {
      position: "absolute",
      left: "0",
      top: "0",
      width: "100%",
      height: "100%",
      touchAction: "none",
      userSelect: "none",
    });
    this.canvas.setAttribute("aria-hidden", "true");
    this.palette = new Palette(host);
    this.painter = this.freshPainter();
    this.tiles = this.freshTiles();
    host.append(this.canvas);
    watchHost(host, this.ending.signal, {
      onSize: () => this.resize(),
      onTheme: () => {
        this.palette.forget();
        this.refreshAll();
      },
      onFonts: () => this.refreshAll(),
    });
    this.load(on.picture);
  }

  destroy(): void {
    this.ending.abort();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.settled);
    this.host.replaceChildren();
  }

  get hall(): Hall {
    return this.on.hall;
  }
  /** Whether sections are shown here instead of seats. */
  get isOfBlocks(): boolean {
    return this.painter.isOfBlocks(scaleOf(levelOf(this.camera.scale)));
  }
  /** What is in sight, in the plan's units. */
  get view(): Rect {
    const { x, y, scale } = this.camera;
    const [left, top, w, h] = this.hall.plan.box;
    return {
      left: Math.max(left, x),
      top: Math.max(top, y),
      right: Math.min(left + w, x + this.size.width / scale),
      bottom: Math.min(top + h, y + this.size.height / scale),
    };
  }

  look(camera: Camera): void {
    if (camera.scale !== this.camera.scale) this.pace.zooms(performance.now());
    this.camera = camera;
    this.ask();
  }

  /** The level of this camera is kept for ever: there is always something to show. */
  pin(): void {
    this.tiles.pinned = levelOf(this.camera.scale);
  }

  /** Another room, or the same with other looks; what was drawn stays in sight until it is drawn anew. */
  draw(on: Partial<SurfaceOptions>): void {
    if ("picture" in on && on.picture !== this.on.picture) this.load(on.picture);
    this.on = { ...this.on, ...on };
    this.painter = this.freshPainter();
    this.refreshAll();
  }

  /** What lies within looks otherwise now; the sections' look only where it matters to them. */
  spoil(rect: Rect, areBlocks: boolean): void {
    this.tiles.spoil(rect, (level) => this.painter.isOfBlocks(scaleOf(level)) === areBlocks);
    this.ask();
  }
  refreshAll(): void {
    this.painter.forget();
    this.tiles.spoil();
    this.ask();
  }
  select(selected: ReadonlySet<number>): void {
    this.selected = selected;
    this.ask();
  }
  invite(isInviting: boolean): void {
    if (this.isInviting === isInviting) return;
    this.isInviting = isInviting;
    this.tiles.spoil();
    this.ask();
  }

  ask(): void {
    if (this.frame === 0)
      this.frame = requestAnimationFrame((now) => {
        this.frame = 0;
        this.show(now);
      });
  }

  private load(picture: Promise<CanvasImageSource> | undefined): void {
    this.picture = null;
    void picture?.then(
      (loaded) => {
        if (this.on.picture === picture) {
          this.picture = loaded;
          this.refreshAll();
        }
      },
      () => undefined,
    );
  }

  private freshPainter(): Painter {
    const { hall, lookOf, signOf, free } = this.on;
    return new Painter({
      hall,
      lookOf,
      signOf,
      free,
      palette: this.palette,
      isInviting: () => this.isInviting,
      picture: () => this.picture,
    });
  }

  private freshTiles(): Tiles<HTMLCanvasElement> {
    const side = SIDE * this.ratio;
    const make = () =>
      Object.assign(document.createElement("canvas"), { width: side, height: side });
    return new Tiles({
      side: SIDE,
      most: Math.max(96, Math.floor(20_000_000 / (side * side))),
      make,
      paint: (surface, tile, part) => this.painter.paint(surface, tile, part, this.ratio),
    });
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (width === 0 || height === 0) return;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    if (ratio !== this.ratio) {
      this.ratio = ratio;
      this.tiles = this.freshTiles();
    }
    this.size = { width, height };
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.on.onSize(this.size);
    this.show(performance.now());
  }

  private show(now: number, isStill = false): void {
    if (this.size.width === 0) return;
    const isMoving = this.on.onFrame?.(now) ?? false;
    const level = levelOf(this.camera.scale);
    const isDone = this.fill(level, this.pace.budget(now));
    this.pen ??= this.canvas.getContext("2d", { alpha: false });
    if (this.pen) {
      const frame = {
        pen: this.pen,
        width: this.canvas.width,
        height: this.canvas.height,
        camera: this.camera,
        ratio: this.ratio,
        palette: this.palette,
        isSmooth: isStill || !this.pace.isHurried(now),
      };
      copyTiles(frame, this.tiles, level, this.view);
      drawRings(frame, this.hall, this.selected, this.on.focused?.() ?? -1);
    }
    if (!isDone || isMoving) this.ask();
    clearTimeout(this.settled);
    // Once more when one has stopped: smoothly, and for those who wait for it.
    if (!isStill)
      this.settled = setTimeout(() => {
        this.show(performance.now(), true);
        this.on.onRest?.();
      }, STILL);
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
}
