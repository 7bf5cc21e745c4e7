import { useMemo, useRef, useState, type PointerEvent } from "react";
import { middleOf, joined } from "../model/bounds";
import type { PlanDocument, Point } from "../model/document";
import { boxesOf, changedAreas, moved, turned, type Selection } from "../model/edit";
import { isLarge } from "../model/hall";
import { enclosed, hit } from "../model/hit";
import { drawnBy, type Drawn } from "./drawing";
import type { Editor } from "./useEditor";
import type { StageView, View } from "./useStageView";

type Gesture =
  | { kind: "pan"; client: Point; view: View; key: string | null; adds: boolean; isStill: boolean }
  | { kind: "pinch"; distance: number; middle: Point }
  | {
      kind: "move";
      from: Point;
      to: Point;
      selection: Selection;
      click: { key: string; wasChosen: boolean; adds: boolean };
    }
  | { kind: "lasso"; points: Point[]; isFree: boolean; adds: boolean }
  | { kind: "turn"; centre: Point; start: number; degrees: number }
  | { kind: "size"; id: string; to: Point }
  | { kind: "draw"; from: Point; to: Point };

const angleOf = (centre: Point, at: Point) =>
  (Math.atan2(at.y - centre.y, at.x - centre.x) * 180) / Math.PI;

/** What the pointer does on the sheet, by tool; nothing is changed before it is let go. */
export function useGestures(
  editor: Editor,
  stage: StageView,
  onMeasure: (from: Point, to: Point) => void,
) {
  const { plan, objects, unit, tool, selection, snap } = editor;
  const [gesture, draw] = useState<Gesture | null>(null);
  // A quick hand moves and lets go before what it did is drawn.
  const hand = useRef<Gesture | null>(null);
  const setGesture = (next: Gesture | null) => {
    hand.current = next;
    draw(next);
  };
  const [corners, setCorners] = useState<Point[]>([]);
  const pointers = useRef(new Map<number, Point>());
  const grid = unit / 5;
  const snapped = (value: number) => (snap ? Math.round(value / grid) * grid : value);
  const onGrid = (point: Point): Point => ({ x: snapped(point.x), y: snapped(point.y) });
  const wantsSeats = tool === "seats";

  /** The plan as it is once the pointer is let go. */
  const made = (of: Gesture | null): PlanDocument | null => {
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
  };
  // A large plan isn't made anew for every step of the pointer: what is dragged is only shown elsewhere.
  const preview = isLarge(plan) && gesture?.kind !== "size" ? null : made(gesture);
  const shift =
    gesture?.kind === "move"
      ? `translate(${gesture.to.x - gesture.from.x} ${gesture.to.y - gesture.from.y})`
      : gesture?.kind === "turn"
        ? `rotate(${gesture.degrees} ${gesture.centre.x} ${gesture.centre.y})`
        : null;
  const ghost = useMemo(
    (): Drawn | null =>
      gesture?.kind === "draw" ? drawnBy(editor, gesture.from, gesture.to) : null,
    [gesture, editor],
  );

  const down = (event: PointerEvent<SVGSVGElement>) => {
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    event.currentTarget.setPointerCapture?.(event.pointerId);
    const at = stage.toPlan(event.clientX, event.clientY);
    if (pointers.current.size === 2) {
      const [a, b] = [...pointers.current.values()];
      return a && b && setGesture({ kind: "pinch", ...spread(a, b) });
    }
    const panned = (key: string | null, adds: boolean): Gesture => ({
      kind: "pan",
      client: { x: event.clientX, y: event.clientY },
      view: stage.view,
      key,
      adds,
      isStill: true,
    });
    if (event.button === 1) return setGesture(panned(null, true));
    if (event.button !== 0) return;
    const grip = (event.target as Element).closest("[data-grip]")?.getAttribute("data-grip");
    if (grip === "turn") {
      const centre = middleOf(joined([...boxesOf(plan, selection, unit).values()]));
      return setGesture({ kind: "turn", centre, start: angleOf(centre, at), degrees: 0 });
    }
    if (grip?.startsWith("size:")) return setGesture({ kind: "size", id: grip.slice(5), to: at });
    if (tool === "polygon") return setCorners([...corners, onGrid(at)]);
    if (tool !== "select" && tool !== "seats")
      return setGesture({
        kind: "draw",
        from: tool === "measure" ? at : onGrid(at),
        to: tool === "measure" ? at : onGrid(at),
      });
    const found = hit(plan, objects, at, unit);
    const key =
      found &&
      (wantsSeats
        ? found.seat
          ? `s:${found.seat}`
          : found.object.startsWith("a:")
            ? null
            : found.object
        : found.object);
    const adds = event.shiftKey || event.metaKey || event.ctrlKey || editor.gathers;
    const wasChosen = key !== null && selection.has(key);
    // A finger moves only what is chosen already: else one couldn't look around without moving things.
    if (event.pointerType === "touch" && !wasChosen && !(editor.gathers && !key))
      return setGesture(panned(key, adds));
    if (!key) return setGesture({ kind: "lasso", points: [at], isFree: event.altKey, adds });
    const next: Selection = wasChosen ? selection : new Set(adds ? [...selection, key] : [key]);
    if (!wasChosen) editor.select(next);
    setGesture({
      kind: "move",
      from: at,
      to: at,
      selection: next,
      click: { key, wasChosen, adds },
    });
  };

  const move = (event: PointerEvent<SVGSVGElement>) => {
    const gesture = hand.current;
    if (!pointers.current.has(event.pointerId) || !gesture) return;
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const at = stage.toPlan(event.clientX, event.clientY);
    if (gesture.kind === "pinch") {
      const [a, b] = [...pointers.current.values()];
      if (!a || !b) return;
      const { distance, middle } = spread(a, b);
      stage.zoomAt(gesture.distance / distance, stage.toPlan(gesture.middle.x, gesture.middle.y));
      stage.panTo({
        ...stage.view,
        x: stage.view.x - (middle.x - gesture.middle.x) * stage.perPixel,
        y: stage.view.y - (middle.y - gesture.middle.y) * stage.perPixel,
      });
      return setGesture({ kind: "pinch", distance, middle });
    }
    if (gesture.kind === "pan") {
      const isStill =
        gesture.isStill &&
        Math.hypot(event.clientX - gesture.client.x, event.clientY - gesture.client.y) < 8;
      if (isStill) return;
      if (gesture.isStill) setGesture({ ...gesture, isStill });
      const scale = stage.perPixel;
      return stage.panTo({
        ...gesture.view,
        x: gesture.view.x - (event.clientX - gesture.client.x) * scale,
        y: gesture.view.y - (event.clientY - gesture.client.y) * scale,
      });
    }
    if (gesture.kind === "move") {
      const [dx, dy] = [snapped(at.x - gesture.from.x), snapped(at.y - gesture.from.y)];
      const isStill = Math.hypot(at.x - gesture.from.x, at.y - gesture.from.y) < 4 * stage.perPixel;
      return setGesture({
        ...gesture,
        to: isStill ? gesture.from : { x: gesture.from.x + dx, y: gesture.from.y + dy },
      });
    }
    if (gesture.kind === "turn") {
      const raw = angleOf(gesture.centre, at) - gesture.start;
      return setGesture({
        ...gesture,
        degrees: event.shiftKey || snap ? Math.round(raw / 5) * 5 : raw,
      });
    }
    if (gesture.kind === "lasso")
      return setGesture({ ...gesture, points: [...gesture.points, at] });
    if (gesture.kind === "size") return setGesture({ ...gesture, to: onGrid(at) });
    setGesture({ ...gesture, to: tool === "measure" ? at : onGrid(at) });
  };

  const up = (event: PointerEvent<SVGSVGElement>) => {
    const gesture = hand.current;
    pointers.current.delete(event.pointerId);
    if (!gesture) return;
    setGesture(null);
    if (gesture.kind === "lasso") {
      const found =
        gesture.points.length > 2
          ? enclosed(
              plan,
              objects,
              lassoOutline(gesture.points, gesture.isFree),
              wantsSeats ? "seats" : "objects",
            )
          : [];
      return editor.select(gesture.adds ? [...selection, ...found] : found);
    }
    if (gesture.kind === "pan") {
      if (!gesture.isStill || (!gesture.key && gesture.adds)) return;
      return editor.select(
        gesture.key ? (gesture.adds ? [...selection, gesture.key] : [gesture.key]) : [],
      );
    }
    if (gesture.kind === "move" && gesture.to === gesture.from) {
      const { key, wasChosen, adds } = gesture.click;
      if (wasChosen) editor.select(adds ? [...selection].filter((one) => one !== key) : [key]);
      return;
    }
    if (gesture.kind === "draw") {
      if (tool === "measure") return onMeasure(gesture.from, gesture.to);
      const drawn = drawnBy(editor, gesture.from, gesture.to);
      if (drawn) {
        editor.act(drawn.plan, null, drawn.selection);
        editor.setTool("select");
      }
      return;
    }
    const next = made(gesture);
    if (next) editor.act(next);
  };

  const drop = () => {
    pointers.current.clear();
    setGesture(null);
    setCorners([]);
  };
  const handlers = {
    onPointerDown: down,
    onPointerMove: move,
    onPointerUp: up,
    onPointerCancel: drop,
  };
  const lasso = gesture?.kind === "lasso" ? lassoOutline(gesture.points, gesture.isFree) : null;
  const ruler = gesture?.kind === "draw" && tool === "measure" ? gesture : null;
  return {
    handlers,
    preview,
    shift,
    ghost,
    lasso,
    ruler,
    corners,
    drop,
    clearCorners: () => setCorners([]),
  };
}

/** How far two fingers are apart, and where their middle is. */
function spread(a: Point, b: Point): { distance: number; middle: Point } {
  return {
    distance: Math.max(1, Math.hypot(a.x - b.x, a.y - b.y)),
    middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 },
  };
}

function lassoOutline(points: readonly Point[], isFree: boolean): Point[] {
  const [from, to] = [points[0], points.at(-1)];
  if (isFree || !from || !to) return [...points];
  return [from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y }];
}
