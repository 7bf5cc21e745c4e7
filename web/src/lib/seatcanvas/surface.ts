import { levelOf, scaleOf, type Camera, type Size } from "./camera";
import { copyTiles, drawRings } from "./frame";
import type { Hall } from "./hall";
import { Pace } from "./pace";
import { Palette } from "./palette";
import { Painter } from "./painter";
import type { Painting } from "./painting";
import { Tiles, type Rect } from "./tiles";
import { watchHost } from "./watch";

/** What to draw, and the callbacks of the render loop. */
export interface SurfaceOptions extends Pick<Painting, "hall" | "lookOf" | "signOf" | "free"> {
  picture?: Promise<CanvasImageSource> | undefined;
  /** Called when the element is resized, and once for its initial size. */
  onSize: (size: Size) => void;
  /** Called before each frame to update the camera. Returns whether another frame is needed. */
  onFrame?: (now: number) => boolean;
  /** Called when the view has stopped moving. */
  onIdle?: () => void;
  focused?: () => number;
}

const TILE_SIZE = 256;
/** Delay in ms without movement after which the view counts as idle. */
const IDLE_DELAY = 100;

/** A tiled canvas. Tiles are drawn in small steps per frame and cached, so that panning only copies them. */
export class Surface {
  readonly canvas = document.createElement("canvas");
  camera: Camera = { x: 0, y: 0, scale: 1 };
  size: Size = { width: 0, height: 0 };
  private readonly palette: Palette;
  private painter: Painter;
  private readonly abort = new AbortController();
  private tiles: Tiles<HTMLCanvasElement>;
  private pen: CanvasRenderingContext2D | null = null;
  private ratio = 1;
  private frame = 0;
  private readonly pace = new Pace();
  private idleTimer: ReturnType<typeof setTimeout> | undefined;
  private selected: ReadonlySet<number> = new Set();
  private isInviting = false;
  private picture: CanvasImageSource | null = null;

  constructor(
    private readonly host: HTMLElement,
    private options: SurfaceOptions,
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
    this.painter = this.createPainter();
    this.tiles = this.createTiles();
    host.append(this.canvas);
    watchHost(host, this.abort.signal, {
      onSize: () => this.resize(),
      onTheme: () => {
        this.palette.reset();
        this.refreshAll();
      },
      onFonts: () => this.refreshAll(),
    });
    this.load(options.picture);
  }

  destroy(): void {
    this.abort.abort();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.idleTimer);
    this.host.replaceChildren();
  }

  get hall(): Hall {
    return this.options.hall;
  }
  /** Whether sections are shown at this zoom level instead of seats. */
  get showsBlocks(): boolean {
    return this.painter.showsBlocks(scaleOf(levelOf(this.camera.scale)));
  }
  /** The viewport in plan coordinates. */
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

  setCamera(camera: Camera): void {
    if (camera.scale !== this.camera.scale) this.pace.noteZoom(performance.now());
    this.camera = camera;
    this.requestFrame();
  }

  /** Never evicts the tiles of the current zoom level, so that there is always something to show. */
  pin(): void {
    this.tiles.pinned = levelOf(this.camera.scale);
  }

  /** Changes the hall or how it is drawn. Old tiles stay visible until they have been redrawn. */
  draw(options: Partial<SurfaceOptions>): void {
    if ("picture" in options && options.picture !== this.options.picture)
      this.load(options.picture);
    this.options = { ...this.options, ...options };
    this.painter = this.createPainter();
    this.refreshAll();
  }

  /** Invalidates the tiles in a rectangle, either those that show sections or those that show seats. */
  invalidate(rect: Rect, areBlocks: boolean): void {
    this.tiles.invalidate(rect, (level) => this.painter.showsBlocks(scaleOf(level)) === areBlocks);
    this.requestFrame();
  }
  refreshAll(): void {
    this.painter.reset();
    this.tiles.invalidate();
    this.requestFrame();
  }
  select(selected: ReadonlySet<number>): void {
    this.selected = selected;
    this.requestFrame();
  }
  invite(isInviting: boolean): void {
    if (this.isInviting === isInviting) return;
    this.isInviting = isInviting;
    this.tiles.invalidate();
    this.requestFrame();
  }

  requestFrame(): void {
    if (this.frame === 0)
      this.frame = requestAnimationFrame((now) => {
        this.frame = 0;
        this.render(now);
      });
  }

  private load(picture: Promise<CanvasImageSource> | undefined): void {
    this.picture = null;
    void picture?.then(
      (loaded) => {
        if (this.options.picture === picture) {
          this.picture = loaded;
          this.refreshAll();
        }
      },
      () => undefined,
    );
  }

  private createPainter(): Painter {
    const { hall, lookOf, signOf, free } = this.options;
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

  private createTiles(): Tiles<HTMLCanvasElement> {
    const side = TILE_SIZE * this.ratio;
    const make = () =>
      Object.assign(document.createElement("canvas"), { width: side, height: side });
    return new Tiles({
      side: TILE_SIZE,
      maxTiles: Math.max(96, Math.floor(20_000_000 / (side * side))),
      createSurface: make,
      paint: (surface, tile, part) => this.painter.paint(surface, tile, part, this.ratio),
    });
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (width === 0 || height === 0) return;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    if (ratio !== this.ratio) {
      this.ratio = ratio;
      this.tiles = this.createTiles();
    }
    this.size = { width, height };
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.options.onSize(this.size);
    this.render(performance.now());
  }

  private render(now: number, isIdle = false): void {
    if (this.size.width === 0) return;
    const isMoving = this.options.onFrame?.(now) ?? false;
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
        isSmooth: isIdle || !this.pace.isBusy(now),
      };
      copyTiles(frame, this.tiles, level, this.view);
      drawRings(frame, this.hall, this.selected, this.options.focused?.() ?? -1);
    }
    if (!isDone || isMoving) this.requestFrame();
    clearTimeout(this.idleTimer);
    // Once the view is idle, draw again with smoothing and call `onIdle`.
    if (!isIdle)
      this.idleTimer = setTimeout(() => {
        this.render(performance.now(), true);
        this.options.onIdle?.();
      }, IDLE_DELAY);
  }

  /** Draws missing tiles within the frame's time budget. Returns whether all are done. */
  private fill(level: number, budget: number): boolean {
    const end = performance.now() + budget;
    const isOverBudget = () => performance.now() >= end;
    for (const [column, line] of this.tiles.over(level, this.view)) {
      const done = this.tiles.draw(level, column, line, isOverBudget);
      if (done === "paused" || (done === "drawn" && isOverBudget())) return false;
    }
    return true;
  }
}
