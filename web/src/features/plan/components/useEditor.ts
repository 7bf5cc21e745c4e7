import { useCallback, useMemo, useReducer } from "react";
import { objectsOf, planBox } from "../model/bounds";
import type { Clip } from "../model/clip";
import { seatsByLine, typicalSpacing, type PlanDocument } from "../model/document";
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
export interface ToolSettings {
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
  toolSettings: ToolSettings;
  clip: Clip | null;
  snap: boolean;
  /** Clicks add to the selection and drags draw a lasso, for touch screens without a Shift key. */ isMultiSelect: boolean;
}

type Action =
  | { type: "act"; plan: PlanDocument; tag: string | null; selection?: Selection }
  | { type: "select"; selection: Selection }
  | { type: "tool"; tool: Tool }
  | { type: "toolSettings"; toolSettings: Partial<ToolSettings> }
  | { type: "clip"; clip: Clip }
  | { type: "load"; plan: PlanDocument }
  | { type: "version"; version: number }
  | { type: "undo" }
  | { type: "redo" }
  | { type: "snap" }
  | { type: "multiSelect" };

function existingOnly(selection: Selection, plan: PlanDocument): Selection {
  if (selection.size === 0) return selection;
  const existing = new Set([
    ...plan.rows.map((one) => `r:${one.id}`),
    ...plan.tables.map((one) => `t:${one.id}`),
    ...plan.areas.map((one) => `a:${one.id}`),
    ...plan.seats.map((one) => `s:${one.guid}`),
  ]);
  const kept = [...selection].filter((key) => existing.has(key));
  return kept.length === selection.size ? selection : new Set(kept);
}

function reduce(state: State, action: Action): State {
  switch (action.type) {
    case "act": {
      const selection = action.selection ?? state.selection;
      return {
        ...state,
        history: push(state.history, action.plan, action.tag),
        selection: existingOnly(selection, action.plan),
      };
    }
    case "select":
      return { ...state, selection: action.selection };
    case "tool":
      return { ...state, tool: action.tool };
    case "toolSettings":
      return { ...state, toolSettings: { ...state.toolSettings, ...action.toolSettings } };
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
    case "multiSelect":
      return { ...state, isMultiSelect: !state.isMultiSelect };
    default: {
      const history = action.type === "undo" ? undo(state.history) : redo(state.history);
      // the restored plan has an older version number; keep the current one so that it can be saved
      const present = { ...history.present, version: state.history.present.version };
      return {
        ...state,
        history: { ...history, present },
        selection: existingOnly(state.selection, present),
      };
    }
  }
}

function initialState(plan: PlanDocument): State {
  const spacing = typicalSpacing(plan);
  const toolSettings: ToolSettings = {
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
    toolSettings,
    clip: null,
    snap: true,
    isMultiSelect: false,
  };
}

/** Editor state: the plan with its undo history, the selection and the current tool. */
export function useEditor(loaded: PlanDocument) {
  const [state, dispatch] = useReducer(reduce, loaded, initialState);
  const plan = state.history.present;
  const unit = state.toolSettings.spacing;
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
    setToolSettings: useCallback(
      (toolSettings: Partial<ToolSettings>) => dispatch({ type: "toolSettings", toolSettings }),
      [],
    ),
    keepClip: useCallback((clip: Clip) => dispatch({ type: "clip", clip }), []),
    load: useCallback((next: PlanDocument) => dispatch({ type: "load", plan: next }), []),
    setVersion: useCallback((version: number) => dispatch({ type: "version", version }), []),
    undo: useCallback(() => dispatch({ type: "undo" }), []),
    redo: useCallback(() => dispatch({ type: "redo" }), []),
    toggleMultiSelect: useCallback(() => dispatch({ type: "multiSelect" }), []),
    toggleSnap: useCallback(() => dispatch({ type: "snap" }), []),
    canUndo: state.history.past.length > 0,
    canRedo: state.history.future.length > 0,
  };
}

export type Editor = ReturnType<typeof useEditor>;
