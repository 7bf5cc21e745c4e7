import type { Direction, Gap, Point, Table } from "./document";

/** Rounds to two decimals and avoids negative zero. */
const round = (value: number) => Math.round(value * 100) / 100 + 0;

export function rotated(point: Point, centre: Point, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const [dx, dy] = [point.x - centre.x, point.y - centre.y];
  return { x: round(centre.x + dx * cos - dy * sin), y: round(centre.y + dx * sin + dy * cos) };
}

export interface RowShape {
  x: number;
  y: number;
  rotation: number;
  bend: number;
  spacing: number;
  gaps: Gap[];
}

/** Radius of the arc with the given length and sagitta, found by bisection. */
export function arcRadius(length: number, sagitta: number): number {
  let [low, high] = [length / (2 * Math.PI), 1e7];
  for (let turn = 0; turn < 80; turn += 1) {
    const radius = Math.sqrt(low * high);
    if (radius * (1 - Math.cos(Math.min(Math.PI, length / (2 * radius)))) > sagitta) low = radius;
    else high = radius;
  }
  return Math.sqrt(low * high);
}

/** Seat positions of a row: `spacing` apart on a line or arc, with gaps, centred on x and y, then rotated. */
export function rowPoints(shape: RowShape, count: number): Point[] {
  const along: number[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    along.push(at);
    at +=
      shape.spacing +
      shape.gaps.filter((gap) => gap.after === index + 1).reduce((sum, gap) => sum + gap.width, 0);
  }
  const length = along.at(-1) ?? 0;
  const bend = Math.sign(shape.bend) * Math.min(Math.abs(shape.bend), length * 0.6);
  const radius = Math.abs(bend) > 0.01 && length > 0 ? arcRadius(length, Math.abs(bend)) : Infinity;
  return along.map((distance) => {
    const from = distance - length / 2;
    const local = Number.isFinite(radius)
      ? {
          x: radius * Math.sin(from / radius),
          y: Math.sign(bend) * (Math.abs(bend) / 2 - radius * (1 - Math.cos(from / radius))),
        }
      : { x: from, y: 0 };
    return rotated({ x: shape.x + local.x, y: shape.y + local.y }, shape, shape.rotation);
  });
}

/** Seat numbers from left to right. Theatres put odd numbers on one side of the centre and even ones on the other. */
export function rowNumbers(
  count: number,
  { start, step, direction }: { start: number; step: number; direction: Direction },
): string[] {
  const indexes = Array.from({ length: count }, (_, index) => index);
  if (direction === "ltr") return indexes.map((index) => String(start + index * step));
  if (direction === "rtl")
    return indexes.map((index) => String(start + (count - 1 - index) * step));
  const left = direction === "odd_even" ? Math.ceil(count / 2) : Math.floor(count / 2);
  const [onLeft, onRight] = direction === "odd_even" ? [start, start + 1] : [start + 1, start];
  return indexes.map((index) =>
    String(index < left ? onLeft + 2 * (left - 1 - index) : onRight + 2 * (index - left)),
  );
}

/** The next label: A, B … Z, AA or 7, 8. Anything else gets a number appended. */
export function nextLabel(label: string, letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"): string {
  const digits = /^(.*?)(\d+)$/.exec(label);
  if (digits) return `${digits[1]}${Number(digits[2]) + 1}`;
  if (!/^[A-Z]+$/.test(label)) return label ? `${label} 2` : "A";
  const last = letters.indexOf(label.at(-1) ?? "");
  if (last < letters.length - 1) return label.slice(0, -1) + letters[last + 1];
  const head = label.slice(0, -1);
  return (head ? nextLabel(head, letters) : "A") + "A";
}

export function tableSize(
  shape: Table["shape"],
  chairs: number,
  spacing: number,
): { radius: number; width: number | null; height: number | null } {
  if (shape === "round")
    return {
      radius: round(Math.max(spacing, (chairs * spacing) / (2 * Math.PI))),
      width: null,
      height: null,
    };
  const along = shape === "long" ? Math.ceil(chairs / 2) : chairs;
  return {
    radius: round(spacing * 1.2),
    width: round(Math.max(spacing * 1.6, along * spacing + spacing * 0.4)),
    height: round(spacing * 1.4),
  };
}

/** Chair positions: clockwise from the top for round tables, on both long sides for long ones, behind a head table. */
export function chairPoints(
  table: Pick<Table, "x" | "y" | "shape" | "radius" | "width" | "height" | "rotation">,
  chairs: number,
  spacing: number,
): Point[] {
  const points = Array.from({ length: chairs }, (_, index): Point => {
    if (table.shape === "round") {
      const angle = (2 * Math.PI * index) / chairs - Math.PI / 2;
      const away = table.radius + spacing * 0.6;
      return { x: table.x + away * Math.cos(angle), y: table.y + away * Math.sin(angle) };
    }
    const along = table.shape === "long" ? Math.ceil(chairs / 2) : chairs;
    const isBelow = table.shape === "long" && index >= along;
    const onSide = isBelow ? chairs - along : along;
    const place = isBelow ? onSide - 1 - (index - along) : index;
    const away = (table.height ?? spacing) / 2 + spacing * 0.55;
    return {
      x: table.x + (place - (onSide - 1) / 2) * spacing,
      y: table.y + (isBelow ? away : -away),
    };
  });
  return points.map((point) => rotated(point, table, table.rotation));
}
