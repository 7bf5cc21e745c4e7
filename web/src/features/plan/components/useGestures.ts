import { useMemo, useRef, useState, type PointerEvent } from "react";
import type { Point } from "../model/document";
import type { Selection } from "../model/edit";
import { isLarge } from "../model/hall";
import { enclosed, hit } from "../model/hit";
import { drawWithTool, type Drawn } from "./drawing";
import {
  dragged,
  type Gesture,
  gridOf,
  keyOf,
  lassoOutline,
  applyGesture,
  panFrom,
  panned,
  pinched,
  previewTransform,
  spread,
  turnFrom,
} from "./gestures";
import type { Editor } from "./useEditor";
import type { StageView } from "./useStageView";

/** Pointer handling on the canvas, by tool. The plan changes only when the pointer is released. */
export function useGestures(
  editor: Editor,
  stage: StageView,
  onMeasure: (from: Point, to: Point) => void,
) {
  const { plan, objects, unit, tool, selection } = editor;
  const { onGrid } = gridOf(editor);
  const [gesture, setShownGesture] = useState<Gesture | null>(null);
  // A ref, because fast pointers move and release before the next render.
  const currentGesture = useRef<Gesture | null>(null);
  const setGesture = (next: Gesture | null) => {
    currentGesture.current = next;
    setShownGesture(next);
  };
  const [corners, setCorners] = useState<Point[]>([]);
  const pointers = useRef(new Map<number, Point>());
  const wantsSeats = tool === "seats";
  // Large plans aren't recomputed on every pointer move; the dragged objects are only shifted visually.
  const preview = isLarge(plan) && gesture?.kind !== "size" ? null : applyGesture(gesture, editor);
  const shift = previewTransform(gesture);
  const ghost = useMemo(
    (): Drawn | null =>
      gesture?.kind === "draw" ? drawWithTool(editor, gesture.from, gesture.to) : null,
    [gesture, editor],
  );

  const down = (event: PointerEvent<SVGSVGElement>) => {
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    event.currentTarget.setPointerCapture?.(event.pointerId);
    const at = stage.toPlan(event.clientX, event.clientY);
    if (pointers.current.size === 2) {
      const [a, b] = [...pointers.current.values()];
      // The first finger of a pinch has set a corner that nobody meant.
      if (tool === "polygon") setCorners((all) => all.slice(0, -1));
      return a && b && setGesture({ kind: "pinch", ...spread(a, b) });
    }
    const panning = (key: string | null, isAdding: boolean) =>
      panFrom({ x: event.clientX, y: event.clientY }, stage.view, key, isAdding);
    if (event.button === 1) return setGesture(panning(null, true));
    if (event.button !== 0) return;
    const grip = (event.target as Element).closest("[data-grip]")?.getAttribute("data-grip");
    if (grip === "turn") return setGesture(turnFrom(at, editor));
    if (grip?.startsWith("size:")) return setGesture({ kind: "size", id: grip.slice(5), to: at });
    if (tool === "polygon") return setCorners([...corners, onGrid(at)]);
    if (tool !== "select" && tool !== "seats")
      return setGesture({
        kind: "draw",
        from: tool === "measure" ? at : onGrid(at),
        to: tool === "measure" ? at : onGrid(at),
      });
    const key = keyOf(hit(plan, objects, at, unit), wantsSeats);
    const isAdding = event.shiftKey || event.metaKey || event.ctrlKey || editor.isMultiSelect;
    const wasChosen = key !== null && selection.has(key);
    // Touch drags only move objects that are already selected. Otherwise panning would move things by accident.
    if (event.pointerType === "touch" && !wasChosen && !(editor.isMultiSelect && !key))
      return setGesture(panning(key, isAdding));
    if (!key) return setGesture({ kind: "lasso", points: [at], isFree: event.altKey, isAdding });
    const next: Selection = wasChosen ? selection : new Set(isAdding ? [...selection, key] : [key]);
    if (!wasChosen) editor.select(next);
    setGesture({
      kind: "move",
      from: at,
      to: at,
      selection: next,
      click: { key, wasChosen, isAdding },
    });
  };

  const move = (event: PointerEvent<SVGSVGElement>) => {
    const gesture = currentGesture.current;
    if (!pointers.current.has(event.pointerId) || !gesture) return;
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (gesture.kind === "pinch") {
      const next = pinched(gesture, pointers.current.values(), stage);
      return next ? setGesture(next) : undefined;
    }
    if (gesture.kind === "pan") {
      const next = panned(gesture, { x: event.clientX, y: event.clientY }, stage);
      return next === gesture ? undefined : setGesture(next);
    }
    const at = stage.toPlan(event.clientX, event.clientY);
    setGesture(dragged(gesture, at, event.shiftKey, editor, stage.perPixel));
  };

  const up = (event: PointerEvent<SVGSVGElement>) => {
    const gesture = currentGesture.current;
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
      return editor.select(gesture.isAdding ? [...selection, ...found] : found);
    }
    if (gesture.kind === "pan") {
      if (!gesture.isStill || (!gesture.key && gesture.isAdding)) return;
      return editor.select(
        gesture.key ? (gesture.isAdding ? [...selection, gesture.key] : [gesture.key]) : [],
      );
    }
    if (gesture.kind === "move" && gesture.to === gesture.from) {
      const { key, wasChosen, isAdding } = gesture.click;
      if (wasChosen) editor.select(isAdding ? [...selection].filter((one) => one !== key) : [key]);
      return;
    }
    if (gesture.kind === "draw") {
      if (tool === "measure") return onMeasure(gesture.from, gesture.to);
      const drawn = drawWithTool(editor, gesture.from, gesture.to);
      if (drawn) {
        editor.act(drawn.plan, null, drawn.selection);
        editor.setTool("select");
      }
      return;
    }
    const next = applyGesture(gesture, editor);
    if (next) editor.act(next);
  };

  const cancel = () => {
    pointers.current.clear();
    setGesture(null);
    setCorners([]);
  };
  const handlers = {
    onPointerDown: down,
    onPointerMove: move,
    onPointerUp: up,
    onPointerCancel: cancel,
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
    drop: cancel,
    clearCorners: () => setCorners([]),
  };
}
