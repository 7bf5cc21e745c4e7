import type { Area, Box, PlanDocument, Point, Seat, Table } from "./document";
import { rotated } from "./layout";

export const emptyBox: Box = [Infinity, Infinity, -Infinity, -Infinity];

export function boxAround(points: Iterable<Point>, margin = 0): Box {
  let [left, top, right, bottom] = emptyBox;
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return [left - margin, top - margin, right + margin, bottom + margin];
}

export function joined(boxes: readonly Box[]): Box {
  return boxes.reduce<Box>(
    (all, box) => [
      Math.min(all[0], box[0]),
      Math.min(all[1], box[1]),
      Math.max(all[2], box[2]),
      Math.max(all[3], box[3]),
    ],
    emptyBox,
  );
}

export const isEmpty = (box: Box) => !(box[2] >= box[0] && box[3] >= box[1]);
export const middleOf = (box: Box): Point => ({
  x: (box[0] + box[2]) / 2,
  y: (box[1] + box[3]) / 2,
});

/** Corners of an area's outline, rotated around its origin. */
export function outlineOf(area: Area): Point[] {
  const at = (x: number, y: number) =>
    rotated({ x: area.x + x, y: area.y + y }, area, area.rotation);
  if (area.shape === "polygon") return (area.points ?? []).map((point) => at(point.x, point.y));
  if (area.shape === "circle" || area.shape === "ellipse") {
    const [rx, ry] =
      area.shape === "circle"
        ? [area.radius ?? 50, area.radius ?? 50]
        : [area.rx ?? 50, area.ry ?? 50];
    return Array.from({ length: 24 }, (_, index) =>
      at(rx * Math.cos((index * Math.PI) / 12), ry * Math.sin((index * Math.PI) / 12)),
    );
  }
  if (area.shape === "text") {
    const size = area.text_size ?? 40;
    const [tx, ty] = [area.text_x ?? 0, area.text_y ?? 0];
    const half = Math.max(size, area.label.length * size * 0.3);
    return [
      at(tx - half, ty - size * 0.7),
      at(tx + half, ty - size * 0.7),
      at(tx + half, ty + size * 0.7),
      at(tx - half, ty + size * 0.7),
    ];
  }
  const [w, h] = [area.w ?? 100, area.h ?? 100];
  return [at(0, 0), at(w, 0), at(w, h), at(0, h)];
}

export function tableOutline(table: Table): Point[] {
  if (table.shape === "round")
    return Array.from({ length: 20 }, (_, index) => ({
      x: table.x + table.radius * Math.cos((index * Math.PI) / 10),
      y: table.y + table.radius * Math.sin((index * Math.PI) / 10),
    }));
  const [w, h] = [(table.width ?? table.radius * 2) / 2, (table.height ?? table.radius) / 2];
  return [
    [-w, -h],
    [w, -h],
    [w, h],
    [-w, h],
  ].map(([x = 0, y = 0]) => rotated({ x: table.x + x, y: table.y + y }, table, table.rotation));
}

/** Point-in-polygon test by ray casting. */
export function inside(point: Point, outline: readonly Point[]): boolean {
  let isIn = false;
  for (let index = 0, last = outline.length - 1; index < outline.length; last = index, index += 1) {
    const [a, b] = [outline[index], outline[last]];
    if (!a || !b) continue;
    if (
      a.y > point.y !== b.y > point.y &&
      point.x < ((b.x - a.x) * (point.y - a.y)) / (b.y - a.y) + a.x
    )
      isIn = !isIn;
  }
  return isIn;
}

export interface Found {
  key: string;
  box: Box;
  seats: Seat[];
}

/** All objects with their bounding boxes in keyboard order: areas, then tables and rows by position. */
export function objectsOf(plan: PlanDocument, lines: Map<string, Seat[]>, unit: number): Found[] {
  const margin = unit * 0.45;
  const lined = [
    ...plan.tables.map((table) => ({
      key: `t:${table.id}`,
      id: table.id,
      more: tableOutline(table),
    })),
    ...plan.rows.map((row) => ({ key: `r:${row.id}`, id: row.id, more: [] as Point[] })),
  ]
    .map(({ key, id, more }) => ({ key, seats: lines.get(id) ?? [], more }))
    .filter(({ seats, more }) => seats.length > 0 || more.length > 0)
    .map(({ key, seats, more }): Found => ({
      key,
      seats,
      box: boxAround([...seats, ...more], seats.length > 0 ? margin : 0),
    }));
  const areas = plan.areas.map((area): Found => ({
    key: `a:${area.id}`,
    seats: [],
    box: boxAround(outlineOf(area)),
  }));
  return [...areas, ...lined.sort((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0])];
}

export function planBox(plan: PlanDocument, objects: readonly Found[], unit: number): Box {
  const boxes = objects.map((one) => one.box);
  if (plan.background?.width && plan.background.height) {
    const { x, y, width, height, scale } = plan.background;
    boxes.push([x, y, x + width * scale, y + height * scale]);
  }
  const whole = joined(boxes.filter((box) => !isEmpty(box)));
  if (isEmpty(whole)) return [-unit * 12, -unit * 9, unit * 12, unit * 9];
  const margin = unit * 2;
  return [whole[0] - margin, whole[1] - margin, whole[2] + margin, whole[3] + margin];
}
