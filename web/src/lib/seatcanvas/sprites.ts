import { State } from "./hall";
import type { Palette } from "./palette";

/** A cache of seat images by appearance and size. Each is drawn once and then copied. */
export class Sprites {
  private readonly cache = new Map<string, HTMLCanvasElement>();

  constructor(private readonly palette: Palette) {}

  reset(): void {
    this.cache.clear();
  }

  /** A seat of radius `r` in device pixels, centred in the image. */
  of(state: State, rim: string, isSquare: boolean, r: number): HTMLCanvasElement {
    const key = `${state}${isSquare ? "s" : "o"}${r.toFixed(2)}${rim}`;
    let sprite = this.cache.get(key);
    if (!sprite) {
      if (this.cache.size > 400) this.cache.clear();
      sprite = this.draw(state, rim, isSquare, r);
      this.cache.set(key, sprite);
    }
    return sprite;
  }

  private draw(state: State, rim: string, isSquare: boolean, r: number): HTMLCanvasElement {
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
