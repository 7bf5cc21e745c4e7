import { useCallback, useMemo, useReducer } from "react";
import { objectsOf, planBox } from "../model/bounds";
import type { Clip } from "../model/clip";
import { seatsByLine, usualSpacing, type PlanDocument } from "../model/document";
import type { Selection } from "../model/edit";
import { begin, push, redo, undo, type History } from "../model/history";

export type Tool =
  | "select"
  | "seats"
  | "row"
  | "block"
  | "round"
  | "long"
  | "head"
  | "stage"
  | "area"
  | "polygon"
  | "text"
  | "measure";
export interface Wishes {
  count: number;
  rows: number;
  chairs: number;
  spacing: number;
  rowStep: number;
  bend: number;
  direction: PlanDocument["rows"][number]["direction"];
  start: number;
  aisle: number;
  category: string;
  zone: string | null;
  kind: "area" | "bar" | "dance_floor" | "wall" | "entrance" | "screen";
}

interface State {
  history: History<PlanDocument>;
  selection: Selection;
  tool: Tool;
  wishes: Wishes;
  clip: Clip | null;
  snap: boolean;
  /** Each press adds to what is chosen, and a drag encloses: for who has no Shift key. */ gathers: boolean;
}

type Action =
  | { type: "act"; plan: PlanDocument; tag: string | null; selection?: Selection }
  | { type: "select"; selection: Selection }
  | { type: "tool"; tool: Tool }
  | { type: "wish"; wishes: Partial<Wishes> }
  | { type: "clip"; clip: Clip }
  | { type: "load"; plan: PlanDocument }
  | { type: "version"; version: number }
  | { type: "undo" }
  | { type: "redo" }
  | { type: "snap" }
  | { type: "gathers" };

function living(selection: Selection, plan: PlanDocument): Selection {
  if (selection.size === 0) return selection;
  const there = new Set([
    ...plan.rows.map((one) => `r:${one.id}`),
    ...plan.tables.map((one) => `t:${one.id}`),
    ...plan.areas.map((one) => `a:${one.id}`),
    ...plan.seats.map((one) => `s:${one.guid}`),
  ]);
  const kept = [...selection].filter((key) => there.has(key));
  return kept.length === selection.size ? selection : new Set(kept);
}

function reduce(state: State, action: Action): State {
  switch (action.type) {
    case "act": {
      const selection = action.selection ?? state.selection;
      return {
        ...state,
        history: push(state.history, action.plan, action.tag),
        selection: living(selection, action.plan),
      };
    }
    case "select":
      return { ...state, selection: action.selection };
    case "tool":
      return { ...state, tool: action.tool };
    case "wish":
      return { ...state, wishes: { ...state.wishes, ...action.wishes } };
    case "clip":
      return { ...state, clip: action.clip };
    case "load":
      return { ...state, history: begin(action.plan), selection: new Set() };
    case "version":
      return {
        ...state,
        history: {
          ...state.history,
          present: { ...state.history.present, version: action.version },
        },
      };
    case "snap":
      return { ...state, snap: !state.snap };
    case "gathers":
      return { ...state, gathers: !state.gathers };
    default: {
      const history = action.type === "undo" ? undo(state.history) : redo(state.history);
      // what is taken back was drawn from an older version; it is saved over the present one
      const present = { ...history.present, version: state.history.present.version };
      return {
        ...state,
        history: { ...history, present },
        selection: living(state.selection, present),
      };
    }
  }
}

function first(plan: PlanDocument): State {
  const spacing = usualSpacing(plan);
  const wishes: Wishes = {
    count: 12,
    rows: 5,
    chairs: 8,
    spacing,
    rowStep: Math.round(spacing * 1.6),
    bend: 0,
    direction: "ltr",
    start: 1,
    aisle: 0,
    category: plan.categories[0]?.name ?? "regular",
    zone: null,
    kind: "area",
  };
  return {
    history: begin(plan),
    selection: new Set(),
    tool: "select",
    wishes,
    clip: null,
    snap: true,
    gathers: false,
  };
}

/** The plan being drawn: what is chosen, which tool is in hand, and every step to be taken back. */
export function useEditor(loaded: PlanDocument) {
  const [state, dispatch] = useReducer(reduce, loaded, first);
  const plan = state.history.present;
  const unit = state.wishes.spacing;
  const lines = useMemo(() => seatsByLine(plan), [plan]);
  const objects = useMemo(() => objectsOf(plan, lines, unit), [plan, lines, unit]);
  const whole = useMemo(() => planBox(plan, objects, unit), [plan, objects, unit]);
  const act = useCallback(
    (next: PlanDocument, tag: string | null = null, selection?: Selection) =>
      dispatch({ type: "act", plan: next, tag, ...(selection ? { selection } : {}) }),
    [],
  );
  const select = useCallback(
    (keys: Iterable<string>) => dispatch({ type: "select", selection: new Set(keys) }),
    [],
  );
  return {
    ...state,
    plan,
    unit,
    lines,
    objects,
    whole,
    act,
    select,
    setTool: useCallback((tool: Tool) => dispatch({ type: "tool", tool }), []),
    wish: useCallback((wishes: Partial<Wishes>) => dispatch({ type: "wish", wishes }), []),
    keepClip: useCallback((clip: Clip) => dispatch({ type: "clip", clip }), []),
    load: useCallback((next: PlanDocument) => dispatch({ type: "load", plan: next }), []),
    setVersion: useCallback((version: number) => dispatch({ type: "version", version }), []),
    undo: useCallback(() => dispatch({ type: "undo" }), []),
    redo: useCallback(() => dispatch({ type: "redo" }), []),
    toggleGathers: useCallback(() => dispatch({ type: "gathers" }), []),
    toggleSnap: useCallback(() => dispatch({ type: "snap" }), []),
    canUndo: state.history.past.length > 0,
    canRedo: state.history.future.length > 0,
  };
}

export type Editor = ReturnType<typeof useEditor>;
