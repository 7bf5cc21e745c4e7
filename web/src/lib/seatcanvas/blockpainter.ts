import type { Block } from "./blocks";
import type { Palette } from "./palette";
import { intersects, type Rect } from "./tiles";

type Pen = CanvasRenderingContext2D;

/** Draws sections as blocks at low zoom. */
export class BlockPainter {
  private readonly courses = new WeakMap<Block, Path2D>();

  constructor(
    private readonly blocks: readonly Block[],
    private readonly palette: Palette,
    private readonly free: (count: number) => string,
  ) {}

  /** Draws each section with its name, its free seats and a fill level that rises as seats are taken. */
  *paint(pen: Pen, area: Rect, pixel: number): Generator<void> {
    const { palette } = this;
    const seen = this.blocks.filter(({ box: [x, y, w, h] }) =>
      intersects({ left: x, top: y, right: x + w, bottom: y + h }, area, pixel * 2),
    );
    pen.lineCap = pen.lineJoin = "round";
    for (const block of seen) {
      const path = this.courseOf(block);
      const [x, y, w, h] = block.box;
      this.stroke(pen, path, block.width + 3 * pixel, palette.color("var(--line-strong)"));
      this.stroke(pen, path, block.width, palette.color("var(--surface)"));
      const taken = h * (1 - block.free / Math.max(1, block.total));
      pen.save();
      pen.beginPath();
      pen.rect(x, y + h - taken, w, taken);
      pen.clip();
      this.stroke(pen, path, block.width, palette.color("var(--seat-blocked)"));
      pen.restore();
      yield;
    }
    for (const block of seen) {
      this.nameBlock(pen, block, pixel);
      yield;
    }
  }

  private stroke(pen: Pen, path: Path2D, breadth: number, color: string): void {
    pen.lineWidth = breadth;
    pen.strokeStyle = color;
    pen.stroke(path);
  }

  private courseOf(block: Block): Path2D {
    let path = this.courses.get(block);
    if (!path) {
      path = new Path2D();
      for (const points of block.strokes) {
        points.forEach(([x, y], at) => {
          if (at === 0) path?.moveTo(x, y);
          else path?.lineTo(x, y);
        });
        // A path with a single point would not be stroked.
        const [only] = points;
        if (only && points.length === 1) path.lineTo(only[0], only[1] + 0.01);
      }
      this.courses.set(block, path);
    }
    return path;
  }

  private nameBlock(pen: Pen, block: Block, pixel: number): void {
    const { x: mx, y: my, w, h } = block.label;
    const ink = this.palette.color("var(--text)");
    const room = w * 0.9;
    pen.font = `600 ${16 * pixel}px ${this.palette.family}`;
    const size =
      Math.min(16, (16 * room) / Math.max(1e-9, pen.measureText(block.name).width)) * pixel;
    const count = this.free(block.free);
    pen.font = `400 ${14 * pixel}px ${this.palette.family}`;
    const isShort = pen.measureText(count).width > room;
    const isFlat = h < 34 * pixel;
    if (size < 8 * pixel) return;
    word(pen, this.palette.family, block.name, mx, isFlat ? my : my - 9 * pixel, size, ink, 600);
    if (!isFlat)
      word(
        pen,
        this.palette.family,
        isShort ? String(block.free) : count,
        mx,
        my + 10 * pixel,
        14 * pixel,
        ink,
        400,
      );
  }
}

/** Draws text centred on a point. */
export function word(
  pen: Pen,
  family: string,
  text: string,
  x: number,
  y: number,
  size: number,
  color: string,
  weight: number,
): void {
  pen.font = `${weight} ${size}px ${family}`;
  pen.fillStyle = color;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(text, x, y);
}
