import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { messageOf, Problem, type Losing } from "@/api";
import { dropDraft, keepDraft } from "../drafts";
import type { PlanDocument } from "../model/document";
import { doubles } from "../model/labels";
import { savePlan } from "../queries";
import type { Editor } from "./useEditor";

export type SaveState =
  | { kind: "saved"; at: number | null }
  | { kind: "waiting" }
  | { kind: "saving" }
  | { kind: "offline" }
  | { kind: "stale" }
  | { kind: "losing"; losing: Losing[]; total: number }
  | { kind: "failed"; message: string };

const settle = 1200;
const retry = 8000;
const unversioned = (plan: PlanDocument) => ({ ...plan, version: 0 });

function stateOf(error: unknown): SaveState {
  if (!(error instanceof Problem)) return { kind: "failed", message: messageOf(error) };
  if (error.status === 0 || error.status === 503) return { kind: "offline" };
  if (error.type.endsWith("stale-version")) return { kind: "stale" };
  if (Array.isArray(error.body.losing))
    return {
      kind: "losing",
      losing: error.body.losing as Losing[],
      total: Number(error.body.losing_total),
    };
  return { kind: "failed", message: error.message };
}

/** Saves by itself a moment after the last change. What can't be saved is kept on this device until it can. */
export function useAutosave(
  eventId: string,
  editor: Editor,
  labelsTwice: (names: string[]) => string,
) {
  const cache = useQueryClient();
  const { plan, setVersion } = editor;
  const [state, setState] = useState<SaveState>({ kind: "saved", at: null });
  const [saved, setSaved] = useState(plan);
  const latest = useRef({ plan, saved });
  const isRunning = useRef(false);
  useEffect(() => {
    latest.current = { plan, saved };
  }, [plan, saved]);
  const isSettled = useMemo(() => sameBut(saved, plan), [saved, plan]);

  const save = useCallback(
    async (options: { confirmLosing?: boolean; over?: number } = {}) => {
      const sent = latest.current.plan;
      if (isRunning.current || sameBut(sent, latest.current.saved)) return;
      const keep = () => void keepDraft(eventId, { plan: sent, at: new Date().toISOString() });
      const twice = [...doubles(sent)];
      if (twice.length > 0) {
        keep();
        return setState({ kind: "failed", message: labelsTwice(twice) });
      }
      isRunning.current = true;
      setState({ kind: "saving" });
      try {
        const answer = await savePlan(
          eventId,
          { ...sent, version: options.over ?? sent.version },
          options.confirmLosing,
        );
        setSaved(sent);
        setVersion(answer.version);
        void dropDraft(eventId);
        void cache.invalidateQueries({ queryKey: ["seats", eventId] });
        setState({ kind: "saved", at: Date.now() });
      } catch (error) {
        keep();
        setState(stateOf(error));
      } finally {
        isRunning.current = false;
      }
    },
    [eventId, setVersion, cache, labelsTwice],
  );

  const isStale = state.kind === "stale";
  const isOffline = state.kind === "offline";
  useEffect(() => {
    if (isSettled || isStale) return;
    const timer = setTimeout(() => void save(), settle);
    return () => clearTimeout(timer);
  }, [plan, saved, isSettled, isStale, save]);
  useEffect(() => {
    if (isSettled || !isOffline) return;
    const timer = setInterval(() => void save(), retry);
    const now = () => void save();
    window.addEventListener("online", now);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", now);
    };
  }, [isSettled, isOffline, save]);
  useEffect(() => {
    const isDirty = () => !sameBut(latest.current.plan, latest.current.saved);
    const warn = (event: BeforeUnloadEvent) => {
      if (isDirty()) event.preventDefault();
    };
    const hide = () => {
      if (document.visibilityState === "hidden") void save();
    };
    window.addEventListener("beforeunload", warn);
    document.addEventListener("visibilitychange", hide);
    return () => {
      window.removeEventListener("beforeunload", warn);
      document.removeEventListener("visibilitychange", hide);
      void save();
    };
  }, [save]);

  const shown: SaveState = isSettled
    ? state.kind === "saved"
      ? state
      : { kind: "saved", at: null }
    : state.kind === "saved"
      ? { kind: "waiting" }
      : state;
  return {
    state: shown,
    save,
    /** What is shown now is what the server has. */
    settleWith: (next: PlanDocument) => {
      setSaved(next);
      setState({ kind: "saved", at: Date.now() });
      void dropDraft(eventId);
    },
  };
}

export type Autosave = ReturnType<typeof useAutosave>;

/** Two plans that differ by their version number alone, as after an answer. */
function sameBut(a: PlanDocument, b: PlanDocument): boolean {
  const [one, other] = [unversioned(a), unversioned(b)];
  return (Object.keys(one) as (keyof PlanDocument)[]).every((key) => one[key] === other[key]);
}
