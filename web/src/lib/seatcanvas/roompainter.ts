import { areaLook, areaPath, areaPoints, tablePath, wordPlace, wordSize } from "../planshapes";
import { word } from "./blockpainter";
import { detail, type Painting } from "./painting";
import { intersects, type Rect } from "./tiles";

type Pen = CanvasRenderingContext2D;

/** Draws everything around the seats. */
export class RoomPainter {
  private readonly areas: { path: Path2D; rect: Rect }[];

  constructor(private readonly options: Pick<Painting, "hall" | "palette" | "picture">) {
    this.areas = options.hall.plan.areas.map((area) => ({
      path: new Path2D(areaPath(area)),
      rect: reach(areaPoints(area)),
    }));
  }

  /** Draws the background image, the areas, the table tops and the row labels. */
  paint(pen: Pen, area: Rect, pitch: number): void {
    const { palette, hall } = this.options;
    const { background, areas, tables, labels, unit } = hall.plan;
    const picture = this.options.picture();
    if (picture && background) {
      pen.globalAlpha = background.opacity;
      pen.drawImage(
        picture,
        background.x,
        background.y,
        (background.width ?? 0) * background.scale,
        (background.height ?? 0) * background.scale,
      );
      pen.globalAlpha = 1;
    }
    areas.forEach((one, index) => {
      const known = this.areas[index];
      if (!known || !intersects(known.rect, area, unit * 3)) return;
      const look = areaLook(one);
      this.turned(pen, one.x, one.y, one.rotation ?? 0, () => {
        if (one.shape !== "text") this.shape(pen, known.path, look.fill, look.stroke, unit * 0.04);
        const at = wordPlace(one);
        if (one.label)
          word(
            pen,
            this.options.palette.family,
            one.label,
            at.x,
            at.y,
            wordSize(one, unit),
            palette.color(look.ink),
            500,
          );
      });
    });
    for (const table of tables) {
      const r = Math.max(table.radius, (table.width ?? 0) / 2, (table.height ?? 0) / 2);
      if (
        !intersects(
          { left: table.x - r, right: table.x + r, top: table.y - r, bottom: table.y + r },
          area,
          0,
        )
      )
        continue;
      this.turned(pen, table.x, table.y, table.rotation ?? 0, () =>
        this.shape(
          pen,
          new Path2D(tablePath(table, table.radius)),
          "var(--surface)",
          "var(--line)",
          unit * 0.05,
        ),
      );
      if (pitch >= detail.shapes)
        word(
          pen,
          this.options.palette.family,
          table.label,
          table.x,
          table.y,
          Math.min(unit * 0.42, (r * 3) / Math.max(4, table.label.length)),
          palette.color("var(--quiet)"),
          400,
        );
    }
    if (pitch < detail.shapes) return;
    for (const label of labels)
      if (intersects({ left: label.x, right: label.x, top: label.y, bottom: label.y }, area, unit))
        word(
          pen,
          this.options.palette.family,
          label.text,
          label.x,
          label.y,
          unit * 0.42,
          palette.color("var(--quiet)"),
          600,
        );
  }

  private turned(pen: Pen, x: number, y: number, degrees: number, draw: () => void): void {
    pen.save();
    pen.translate(x, y);
    pen.rotate((degrees * Math.PI) / 180);
    draw();
    pen.restore();
  }

  private shape(pen: Pen, path: Path2D, fill: string, stroke: string, width: number): void {
    if (fill !== "none") {
      pen.fillStyle = this.options.palette.color(fill);
      pen.fill(path);
    }
    if (stroke !== "none") {
      pen.strokeStyle = this.options.palette.color(stroke);
      pen.lineWidth = width;
      pen.stroke(path);
    }
  }
}

function reach(points: readonly { x: number; y: number }[]): Rect {
  const [xs, ys] = [points.map((one) => one.x), points.map((one) => one.y)];
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
}
