import { BlockPainter } from "./blockpainter";
import { scaleOf } from "./camera";
import { detail, type Painting } from "./painting";
import { RoomPainter } from "./roompainter";
import { SeatPainter } from "./seatpainter";
import type { Rect, Tile } from "./tiles";

/** Draws a part of the plan at a zoom level: blocks, then dots, then seats, then their numbers. */
export class Painter {
  private readonly room: RoomPainter;
  private readonly seats: SeatPainter;
  private readonly blocks: BlockPainter;

  constructor(private readonly options: Painting) {
    this.room = new RoomPainter(options);
    this.seats = new SeatPainter(options);
    this.blocks = new BlockPainter(options.hall.blocks, options.palette, options.free);
  }

  reset(): void {
    this.seats.reset();
  }

  /** Whether sections are shown at this scale instead of seats. */
  showsBlocks(scale: number): boolean {
    return this.options.hall.blocks.length > 1 && this.options.hall.plan.unit * scale < detail.dots;
  }

  /** Draws in steps, so that a tile with thousands of seats doesn't block a frame. */
  *paint(
    surface: HTMLCanvasElement,
    tile: Tile<HTMLCanvasElement>,
    part: Rect,
    ratio: number,
  ): Generator<void> {
    const pen = surface.getContext("2d", { alpha: false });
    if (!pen) return;
    const zoom = scaleOf(tile.level);
    const scale = zoom * ratio;
    pen.save();
    pen.setTransform(scale, 0, 0, scale, -tile.rect.left * scale, -tile.rect.top * scale);
    pen.beginPath();
    const edge = 1 / scale;
    const area = {
      left: part.left - edge,
      top: part.top - edge,
      right: part.right + edge,
      bottom: part.bottom + edge,
    };
    pen.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
    pen.clip();
    pen.fillStyle = this.options.palette.color("var(--sunken)");
    pen.fillRect(area.left, area.top, area.right - area.left, area.bottom - area.top);
    this.room.paint(pen, area, this.options.hall.plan.unit * zoom);
    if (this.showsBlocks(zoom)) yield* this.blocks.paint(pen, area, ratio / scale);
    else yield* this.seats.paint(pen, tile.rect, area, scale, ratio);
    pen.restore();
  }
}
