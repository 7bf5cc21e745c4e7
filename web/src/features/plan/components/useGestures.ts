import { useMemo, useRef, useState, type PointerEvent } from "react";
import type { Point } from "../model/document";
import type { Selection } from "../model/edit";
import { isLarge } from "../model/hall";
import { enclosed, hit } from "../model/hit";
import { drawnBy, type Drawn } from "./drawing";
import {
  dragged,
  type Gesture,
  gridOf,
  keyOf,
  lassoOutline,
  outcome,
  panFrom,
  panned,
  pinched,
  shiftOf,
  spread,
  turnFrom,
} from "./gestures";
import type { Editor } from "./useEditor";
import type { StageView } from "./useStageView";

/** What the pointer does on the sheet, by tool; nothing is changed before it is let go. */
export function useGestures(
  editor: Editor,
  stage: StageView,
  onMeasure: (from: Point, to: Point) => void,
) {
  const { plan, objects, unit, tool, selection } = editor;
  const { onGrid } = gridOf(editor);
  const [gesture, draw] = useState<Gesture | null>(null);
  // A quick hand moves and lets go before what it did is drawn.
  const hand = useRef<Gesture | null>(null);
  const setGesture = (next: Gesture | null) => {
    hand.current = next;
    draw(next);
  };
  const [corners, setCorners] = useState<Point[]>([]);
  const pointers = useRef(new Map<number, Point>());
  const wantsSeats = tool === "seats";
  // A large plan isn't made anew for every step of the pointer: what is dragged is only shown elsewhere.
  const preview = isLarge(plan) && gesture?.kind !== "size" ? null : outcome(gesture, editor);
  const shift = shiftOf(gesture);
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
    const panning = (key: string | null, adds: boolean) =>
      panFrom({ x: event.clientX, y: event.clientY }, stage.view, key, adds);
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
    const adds = event.shiftKey || event.metaKey || event.ctrlKey || editor.gathers;
    const wasChosen = key !== null && selection.has(key);
    // A finger moves only what is chosen already: else one couldn't look around without moving things.
    if (event.pointerType === "touch" && !wasChosen && !(editor.gathers && !key))
      return setGesture(panning(key, adds));
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
    const next = outcome(gesture, editor);
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
