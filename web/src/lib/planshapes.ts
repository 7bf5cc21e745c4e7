/** Shapes of everything on a plan except the seats: paths and text positions, shared by all renderers and free of any framework. */
export interface AreaShape {
  kind: string;
  label?: string | null;
  shape?: string | null;
  x: number;
  y: number;
  w?: number | null;
  h?: number | null;
  radius?: number | null;
  rx?: number | null;
  ry?: number | null;
  points?: { x: number; y: number }[] | null;
  rotation?: number | null;
  color?: string | null;
  border_color?: string | null;
  text_color?: string | null;
  text_size?: number | null;
  text_x?: number | null;
  text_y?: number | null;
}
export interface TableShape {
  x: number;
  y: number;
  shape?: string | null;
  radius?: number | null;
  width?: number | null;
  height?: number | null;
  rotation?: number | null;
}

/** SVG path of an area, relative to its origin. Empty for text areas. */
export function areaPath(area: AreaShape): string {
  const [w, h] = [area.w ?? 100, area.h ?? 100];
  switch (area.shape ?? "rectangle") {
    case "polygon":
      return (
        (area.points ?? [])
          .map((point, index) => `${index === 0 ? "M" : "L"}${point.x} ${point.y}`)
          .join("") + (area.points?.length ? "Z" : "")
      );
    case "circle":
      return ring(area.radius ?? 50, area.radius ?? 50);
    case "ellipse":
      return ring(area.rx ?? 50, area.ry ?? 50);
    case "text":
      return "";
    default:
      return `M0 0H${w}V${h}H0Z`;
  }
}

function ring(rx: number, ry: number): string {
  return `M${-rx} 0A${rx} ${ry} 0 1 1 ${rx} 0A${rx} ${ry} 0 1 1 ${-rx} 0Z`;
}

/** Position of an area's text, relative to its origin: the configured one, or its centre. */
export function wordPlace(area: AreaShape): { x: number; y: number } {
  if (area.text_x != null) return { x: area.text_x, y: area.text_y ?? 0 };
  if (area.shape === "polygon" && area.points?.length) {
    const [xs, ys] = [area.points.map((point) => point.x), area.points.map((point) => point.y)];
    return {
      x: (Math.min(...xs) + Math.max(...xs)) / 2,
      y: (Math.min(...ys) + Math.max(...ys)) / 2,
    };
  }
  return (area.shape ?? "rectangle") === "rectangle"
    ? { x: (area.w ?? 100) / 2, y: (area.h ?? 100) / 2 }
    : { x: 0, y: 0 };
}

/** Points from which the area's bounding box can be computed, in plan coordinates. */
export function areaPoints(area: AreaShape): { x: number; y: number }[] {
  const angle = ((area.rotation ?? 0) * Math.PI) / 180;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const [rx, ry] =
    area.shape === "circle"
      ? [area.radius ?? 50, area.radius ?? 50]
      : [area.rx ?? 50, area.ry ?? 50];
  const [w, h] = [area.w ?? 100, area.h ?? 100];
  const local =
    area.shape === "polygon"
      ? (area.points ?? [])
      : area.shape === "circle" || area.shape === "ellipse"
        ? box(-rx, -ry, rx, ry)
        : area.shape === "text"
          ? [wordPlace(area)]
          : box(0, 0, w, h);
  return local.map(({ x, y }) => ({
    x: area.x + x * cos - y * sin,
    y: area.y + x * sin + y * cos,
  }));
}

const box = (left: number, top: number, right: number, bottom: number) => [
  { x: left, y: top },
  { x: right, y: top },
  { x: right, y: bottom },
  { x: left, y: bottom },
];

export interface Look {
  fill: string;
  stroke: string;
  ink: string;
}
const looks: Record<string, Look> = {
  stage: { fill: "var(--seat-taken)", stroke: "none", ink: "var(--surface)" },
  screen: { fill: "var(--seat-taken)", stroke: "none", ink: "var(--surface)" },
  wall: { fill: "var(--line-strong)", stroke: "none", ink: "var(--surface)" },
  entrance: { fill: "var(--info-soft)", stroke: "var(--info)", ink: "var(--info)" },
  text: { fill: "none", stroke: "none", ink: "var(--quiet)" },
};
const plain: Look = { fill: "var(--surface)", stroke: "var(--line)", ink: "var(--quiet)" };

export function areaLook(area: AreaShape): Look {
  const look = looks[area.kind] ?? plain;
  return {
    fill: area.color || look.fill,
    stroke: area.border_color || look.stroke,
    ink: area.text_color || (area.color ? "currentColor" : look.ink),
  };
}

export function wordSize(area: AreaShape, unit: number): number {
  if (area.text_size) return area.text_size;
  const width =
    area.shape === "circle"
      ? (area.radius ?? 50) * 2
      : area.shape === "ellipse"
        ? (area.rx ?? 50) * 2
        : area.shape === "rectangle" || area.shape == null
          ? (area.w ?? 100)
          : unit * 12;
  const preferred = area.kind === "stage" || area.kind === "screen" ? unit * 0.85 : unit * 0.5;
  return Math.min(
    preferred,
    Math.max(unit * 0.2, (width * 1.5) / Math.max(3, area.label?.length ?? 3)),
  );
}

/** SVG path of a table top, relative to its centre. */
export function tablePath(table: TableShape, radius: number): string {
  if ((table.shape ?? "round") === "round") return ring(radius, radius);
  const [w, h] = [(table.width ?? radius * 2) / 2, (table.height ?? radius) / 2];
  const corner = Math.min(w, h) * 0.25;
  return `M${-w + corner} ${-h}H${w - corner}A${corner} ${corner} 0 0 1 ${w} ${-h + corner}V${h - corner}A${corner} ${corner} 0 0 1 ${w - corner} ${h}H${-w + corner}A${corner} ${corner} 0 0 1 ${-w} ${h - corner}V${-h + corner}A${corner} ${corner} 0 0 1 ${-w + corner} ${-h}Z`;
}
