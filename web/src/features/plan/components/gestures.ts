import { joined, middleOf } from "../model/bounds";
import type { PlanDocument, Point } from "../model/document";
import { boxesOf, changedAreas, moved, turned, type Selection } from "../model/edit";
import type { Hit } from "../model/hit";
import type { Editor } from "./useEditor";
import type { StageView, View } from "./useStageView";

/** A pointer gesture in progress. */
export type Gesture =
  | {
      kind: "pan";
      client: Point;
      view: View;
      key: string | null;
      isAdding: boolean;
      isStill: boolean;
    }
  | { kind: "pinch"; distance: number; middle: Point }
  | {
      kind: "move";
      from: Point;
      to: Point;
      selection: Selection;
      click: { key: string; wasChosen: boolean; isAdding: boolean };
    }
  | { kind: "lasso"; points: Point[]; isFree: boolean; isAdding: boolean }
  | { kind: "turn"; centre: Point; start: number; degrees: number }
  | { kind: "size"; id: string; to: Point }
  | { kind: "draw"; from: Point; to: Point };

const angleOf = (centre: Point, at: Point) =>
  (Math.atan2(at.y - centre.y, at.x - centre.x) * 180) / Math.PI;

/** Snapping to the grid. Points stay unchanged while snapping is off. */
export function gridOf({ unit, snap }: Editor) {
  const step = unit / 5;
  const snapped = (value: number) => (snap ? Math.round(value / step) * step : value);
  return { snapped, onGrid: ({ x, y }: Point): Point => ({ x: snapped(x), y: snapped(y) }) };
}

/** The plan that results if the gesture ends now. */
export function applyGesture(
  of: Gesture | null,
  { plan, selection, unit }: Editor,
): PlanDocument | null {
  if (of?.kind === "move")
    return moved(plan, of.selection, of.to.x - of.from.x, of.to.y - of.from.y);
  if (of?.kind === "turn") return turned(plan, selection, of.degrees, unit, of.centre);
  const area = of?.kind === "size" ? plan.areas.find((one) => one.id === of.id) : undefined;
  if (of?.kind !== "size" || !area) return null;
  const [w, h] = [Math.max(unit / 4, of.to.x - area.x), Math.max(unit / 4, of.to.y - area.y)];
  return changedAreas(
    plan,
    new Set([`a:${area.id}`]),
    area.shape === "circle"
      ? { radius: w }
      : area.shape === "ellipse"
        ? { rx: w, ry: h }
        : { w, h },
  );
}

/** SVG transform that previews a move or rotation. */
export function previewTransform(gesture: Gesture | null): string | null {
  if (gesture?.kind === "move")
    return `translate(${gesture.to.x - gesture.from.x} ${gesture.to.y - gesture.from.y})`;
  if (gesture?.kind === "turn")
    return `rotate(${gesture.degrees} ${gesture.centre.x} ${gesture.centre.y})`;
  return null;
}

/** The selection key of a hit: a single seat with the seat tool, otherwise the row, table or area. */
export function keyOf(found: Hit | null, wantsSeats: boolean): string | null {
  if (!found || !wantsSeats) return found && found.object;
  if (found.seat) return `s:${found.seat}`;
  return found.object.startsWith("a:") ? null : found.object;
}

/** Starts rotating the selection around its centre. */
export function turnFrom(at: Point, { plan, selection, unit }: Editor): Gesture {
  const centre = middleOf(joined([...boxesOf(plan, selection, unit).values()]));
  return { kind: "turn", centre, start: angleOf(centre, at), degrees: 0 };
}

/** Starts panning. If the pointer doesn't move, the pressed object is selected instead. */
export const panFrom = (
  client: Point,
  view: View,
  key: string | null,
  isAdding: boolean,
): Gesture => ({
  kind: "pan",
  client,
  view,
  key,
  isAdding,
  isStill: true,
});

/** Pans and zooms with two fingers. */
export function pinched(
  gesture: Extract<Gesture, { kind: "pinch" }>,
  fingers: Iterable<Point>,
  stage: StageView,
): Gesture | null {
  const [a, b] = [...fingers];
  if (!a || !b) return null;
  const { distance, middle } = spread(a, b);
  stage.zoomAt(gesture.distance / distance, stage.toPlan(gesture.middle.x, gesture.middle.y));
  stage.panTo({
    ...stage.view,
    x: stage.view.x - (middle.x - gesture.middle.x) * stage.perPixel,
    y: stage.view.y - (middle.y - gesture.middle.y) * stage.perPixel,
  });
  return { kind: "pinch", distance, middle };
}

/** Pans with one pointer. Small movements are ignored. */
export function panned(
  gesture: Extract<Gesture, { kind: "pan" }>,
  client: Point,
  stage: StageView,
): Gesture {
  const [dx, dy] = [client.x - gesture.client.x, client.y - gesture.client.y];
  if (gesture.isStill && Math.hypot(dx, dy) < 8) return gesture;
  const scale = stage.perPixel;
  stage.panTo({ ...gesture.view, x: gesture.view.x - dx * scale, y: gesture.view.y - dy * scale });
  return gesture.isStill ? { ...gesture, isStill: false } : gesture;
}

/** Updates a gesture with the new pointer position. */
export function dragged(
  gesture: Exclude<Gesture, { kind: "pinch" | "pan" }>,
  at: Point,
  isStrict: boolean,
  editor: Editor,
  perPixel: number,
): Gesture {
  const { snapped, onGrid } = gridOf(editor);
  if (gesture.kind === "move") {
    const [dx, dy] = [snapped(at.x - gesture.from.x), snapped(at.y - gesture.from.y)];
    const isStill = Math.hypot(at.x - gesture.from.x, at.y - gesture.from.y) < 4 * perPixel;
    return {
      ...gesture,
      to: isStill ? gesture.from : { x: gesture.from.x + dx, y: gesture.from.y + dy },
    };
  }
  if (gesture.kind === "turn") {
    const raw = angleOf(gesture.centre, at) - gesture.start;
    return { ...gesture, degrees: isStrict || editor.snap ? Math.round(raw / 5) * 5 : raw };
  }
  if (gesture.kind === "lasso") return { ...gesture, points: [...gesture.points, at] };
  if (gesture.kind === "size") return { ...gesture, to: onGrid(at) };
  return { ...gesture, to: editor.tool === "measure" ? at : onGrid(at) };
}

/** Distance between two fingers and their midpoint. */
export function spread(a: Point, b: Point): { distance: number; middle: Point } {
  return {
    distance: Math.max(1, Math.hypot(a.x - b.x, a.y - b.y)),
    middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 },
  };
}

export function lassoOutline(points: readonly Point[], isFree: boolean): Point[] {
  const [from, to] = [points[0], points.at(-1)];
  if (isFree || !from || !to) return [...points];
  return [from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y }];
}
