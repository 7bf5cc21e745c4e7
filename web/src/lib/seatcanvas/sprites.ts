import { State } from "./hall";
import type { Pattern } from "./looks";
import type { Palette } from "./palette";

/** What a seat looks like at a size. */
export interface SeatStyle {
  state: State;
  rim: string;
  isSquare: boolean;
  pattern: Pattern | null;
  /** The radius in device pixels. */
  r: number;
}

/** A cache of seat images by appearance and size. Each is drawn once and then copied. */
export class Sprites {
  private readonly cache = new Map<string, HTMLCanvasElement>();

  constructor(private readonly palette: Palette) {}

  reset(): void {
    this.cache.clear();
  }

  /** A seat, centred in the image. */
  of(style: SeatStyle): HTMLCanvasElement {
    const { state, rim, isSquare, pattern, r } = style;
    const key = `${state}${isSquare ? "s" : "o"}${pattern ?? ""}${r.toFixed(2)}${rim}`;
    let sprite = this.cache.get(key);
    if (!sprite) {
      if (this.cache.size > 400) this.cache.clear();
      sprite = this.draw(style);
      this.cache.set(key, sprite);
    }
    return sprite;
  }

  private draw({ state, rim, isSquare, pattern, r }: SeatStyle): HTMLCanvasElement {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 2 * Math.ceil(r * 1.15 + 1);
    const pen = canvas.getContext("2d");
    if (!pen) return canvas;
    const color = (name: string) => this.palette.color(name);
    const outline = new Path2D();
    if (isSquare) outline.roundRect(-r, -r, 2 * r, 2 * r, r * 0.35);
    else outline.arc(0, 0, r, 0, 2 * Math.PI);
    pen.translate(canvas.width / 2, canvas.width / 2);
    pen.lineWidth = Math.max(1, r * 0.16);
    pen.strokeStyle = state === State.mine ? color("var(--accent)") : rim;
    const fills = {
      [State.free]: "--seat-paper",
      [State.held]: "--seat-paper",
      [State.mine]: "--accent",
      [State.taken]: "--seat-taken",
      [State.blocked]: "--seat-blocked",
    };
    pen.fillStyle = color(`var(${fills[state]})`);
    pen.fill(outline);
    if (state === State.held) this.hatch(pen, outline, r);
    if (state === State.free && pattern) this.fill(pen, outline, pattern, rim, r);
    if (state === State.held) pen.setLineDash([r * 0.3, r * 0.22]);
    pen.stroke(outline);
    if (state === State.blocked) this.cross(pen, r * 0.34);
    return canvas;
  }

  private hatch(pen: CanvasRenderingContext2D, outline: Path2D, r: number): void {
    pen.save();
    pen.clip(outline);
    pen.strokeStyle = this.palette.color("var(--line-strong)");
    pen.lineWidth = Math.max(0.75, r * 0.13);
    pen.beginPath();
    for (let at = -2 * r; at <= 2 * r; at += r * 0.42) {
      pen.moveTo(at - r, -r);
      pen.lineTo(at + r, r);
    }
    pen.stroke();
    pen.restore();
  }

  /** Fills a free seat with its category's pattern, in the category's colour. */
  private fill(
    pen: CanvasRenderingContext2D,
    outline: Path2D,
    pattern: Pattern,
    color: string,
    r: number,
  ): void {
    const step = r * 0.5;
    pen.save();
    pen.clip(outline);
    pen.globalAlpha = 0.4;
    pen.strokeStyle = pen.fillStyle = color;
    pen.lineWidth = Math.max(0.75, r * 0.12);
    pen.beginPath();
    if (pattern === "dots") {
      for (let x = -r; x <= r; x += step)
        for (let y = -r; y <= r; y += step)
          pen.rect(x - step / 6, y - step / 6, step / 3, step / 3);
      pen.fill();
    } else {
      for (let at = -2 * r; at <= 2 * r; at += step) {
        if (pattern === "grid") {
          pen.moveTo(at, -r);
          pen.lineTo(at, r);
          pen.moveTo(-r, at);
          pen.lineTo(r, at);
        } else {
          pen.moveTo(at - r, -r);
          pen.lineTo(at + r, r);
          if (pattern === "cross") {
            pen.moveTo(at + r, -r);
            pen.lineTo(at - r, r);
          }
        }
      }
      pen.stroke();
    }
    pen.restore();
  }

  private cross(pen: CanvasRenderingContext2D, arm: number): void {
    pen.strokeStyle = this.palette.color("var(--seat-ink)");
    pen.lineWidth = Math.max(1, arm * 0.4);
    pen.beginPath();
    pen.moveTo(-arm, -arm);
    pen.lineTo(arm, arm);
    pen.moveTo(arm, -arm);
    pen.lineTo(-arm, arm);
    pen.stroke();
  }
}
