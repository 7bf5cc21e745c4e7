import { plural, t } from "@lingui/core/macro";
import { useEffect, useEffectEvent, useState } from "react";
import { messageOf, useTask } from "@/api";
import { toast } from "@/ui";
import {
  mergesResult,
  unmergedResult,
  useMergeMany,
  useUndoMerge,
  type Pair,
  type Unmerged,
} from "./duplicates";
import { useRefreshGuests } from "./imports";
import { useUndoTask } from "./undoTask";

/** Merges chosen pairs by a task, and undoes that. */
export function useMerging(eventId: string, onMerged: () => void) {
  const many = useMergeMany(eventId);
  const [taskId, setTaskId] = useState<string | null>(null);
  /** The task whose result somebody has seen or undone. */
  const [closedId, setClosedId] = useState<string | null>(null);
  const refreshed = useRefreshGuests(eventId);
  const task = useTask(taskId, mergesResult).data;
  const close = () => setClosedId(taskId);
  const undo = useUndoTask(eventId, useUndoMerge(eventId), unmergedResult, unmergedText, close);
  const tell = useEffectEvent(() => {
    refreshed();
    onMerged();
  });
  const result = task?.status === "done" ? task.result : null;
  useEffect(() => {
    if (result) tell();
  }, [result]);
  const hasFailed = task?.status === "failed" || task?.status === "canceled";
  const isRunning = taskId !== null && !result && !hasFailed;
  return {
    done: taskId === closedId ? null : result,
    undo: {
      isRunning: undo.isRunning,
      error: undo.hasFailed ? (undo.error ?? t`The undo stopped early. Try it again.`) : null,
      start: (mergeId: string) => undo.start(mergeId),
    },
    taskId: isRunning ? taskId : null,
    isRunning: many.isPending || isRunning,
    progress: task?.progress ?? null,
    error: hasFailed
      ? (task.error ?? t`The merging stopped early. The pairs merged so far stay merged.`)
      : null,
    start: (pairs: Pair[]) =>
      many.mutate(pairs, {
        onSuccess: (started) => setTaskId(started.task_id),
        onError: (error) => toast.error(messageOf(error)),
      }),
    close,
  };
}

/** The action of a toast that undoes a merge of two. */
export function useUndoMergeOfTwo(eventId: string) {
  const undo = useUndoMerge(eventId);
  return (mergeId: string) => ({
    label: t`Undo`,
    run: () =>
      undo.mutate(mergeId, {
        onSuccess: (answer) => {
          if ("restored" in answer) toast.show(unmergedText(answer));
        },
        onError: (error) => toast.error(messageOf(error)),
      }),
  });
}

export function unmergedText({ restored, refused, refused_total, changed_since_total }: Unmerged) {
  const parts = [plural(restored, { one: "# guest is back.", other: "# guests are back." })];
  const first = refused[0];
  if (first)
    parts.push(
      plural(refused_total, {
        one: `${first.removed_name} isn't: ${first.reason}`,
        other: `# aren't. ${first.removed_name}: ${first.reason}`,
      }),
    );
  if (changed_since_total > 0) parts.push(t`What was changed since stays as it is.`);
  return parts.join(" ");
}
