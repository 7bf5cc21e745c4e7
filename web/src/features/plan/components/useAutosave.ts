import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { messageOf, Problem, type Losing } from "@/api";
import { dropDraft, keepDraft } from "../drafts";
import type { PlanDocument } from "../model/document";
import { duplicateLabels } from "../model/labels";
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

const debounceMs = 1200;
const retryMs = 8000;
const withoutVersion = (plan: PlanDocument) => ({ ...plan, version: 0 });

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

/** Debounced autosave. A plan that can't be saved is kept as a draft on this device. */
export function useAutosave(
  eventId: string,
  editor: Editor,
  duplicateLabelsMessage: (names: string[]) => string,
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
  const isSettled = useMemo(() => isSameExceptVersion(saved, plan), [saved, plan]);

  const save = useCallback(
    async (options: { confirmLosing?: boolean; over?: number } = {}) => {
      const sent = latest.current.plan;
      if (isRunning.current || isSameExceptVersion(sent, latest.current.saved)) return;
      const saveDraft = () => void keepDraft(eventId, { plan: sent, at: new Date().toISOString() });
      const duplicates = [...duplicateLabels(sent)];
      if (duplicates.length > 0) {
        saveDraft();
        return setState({ kind: "failed", message: duplicateLabelsMessage(duplicates) });
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
        saveDraft();
        setState(stateOf(error));
      } finally {
        isRunning.current = false;
      }
    },
    [eventId, setVersion, cache, duplicateLabelsMessage],
  );

  const isStale = state.kind === "stale";
  const isOffline = state.kind === "offline";
  useEffect(() => {
    if (isSettled || isStale) return;
    const timer = setTimeout(() => void save(), debounceMs);
    return () => clearTimeout(timer);
  }, [plan, saved, isSettled, isStale, save]);
  useEffect(() => {
    if (isSettled || !isOffline) return;
    const timer = setInterval(() => void save(), retryMs);
    const now = () => void save();
    window.addEventListener("online", now);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", now);
    };
  }, [isSettled, isOffline, save]);
  useEffect(() => {
    const isDirty = () => !isSameExceptVersion(latest.current.plan, latest.current.saved);
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
    /** Marks the current plan as saved. */
    settleWith: (next: PlanDocument) => {
      setSaved(next);
      setState({ kind: "saved", at: Date.now() });
      void dropDraft(eventId);
    },
  };
}

export type Autosave = ReturnType<typeof useAutosave>;

/** Whether two plans differ only in their version number, as they do after a save. */
function isSameExceptVersion(a: PlanDocument, b: PlanDocument): boolean {
  const [one, other] = [withoutVersion(a), withoutVersion(b)];
  return (Object.keys(one) as (keyof PlanDocument)[]).every((key) => one[key] === other[key]);
}
