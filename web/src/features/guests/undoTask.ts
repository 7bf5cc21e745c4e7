import { useEffect, useEffectEvent, useState } from "react";
import type { z } from "zod";
import { messageOf, useTask } from "@/api";
import { toast } from "@/ui";
import { useRefreshGuests } from "./imports";

interface Asked<Undone> {
  isPending: boolean;
  mutate: (
    id: string,
    on: {
      onSuccess: (answer: Undone | { task_id: string }) => void;
      onError: (error: Error) => void;
      onSettled?: () => void;
    },
  ) => void;
}

/** Undoes something to guests, whether at once or by a task, and says how it went. */
export function useUndoTask<Undone extends object>(
  eventId: string,
  undo: Asked<Undone>,
  schema: z.ZodType<Undone>,
  wordsOf: (undone: Undone) => string,
  onUndone: () => void,
) {
  const refreshed = useRefreshGuests(eventId);
  const [taskId, setTaskId] = useState<string | null>(null);
  const task = useTask(taskId, schema).data;
  const finish = (undone: Undone) => {
    toast.show(wordsOf(undone));
    refreshed();
    onUndone();
  };
  const tell = useEffectEvent(finish);
  const result = task?.status === "done" ? task.result : null;
  useEffect(() => {
    if (result) tell(result);
  }, [result]);
  const hasFailed = task?.status === "failed" || task?.status === "canceled";
  return {
    isAsking: undo.isPending,
    /** Whether a task is at work, or has told its result. */
    isBusy: taskId !== null && !hasFailed,
    isRunning: undo.isPending || (taskId !== null && !result && !hasFailed),
    hasFailed,
    /** Why the task failed, in the server's words. */
    error: hasFailed ? task.error : null,
    start: (id: string, onSettled?: () => void) =>
      undo.mutate(id, {
        onSuccess: (answer) => ("task_id" in answer ? setTaskId(answer.task_id) : finish(answer)),
        onError: (error) => toast.error(messageOf(error)),
        ...(onSettled && { onSettled }),
      }),
  };
}
