import { useEffect, useEffectEvent, useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { useTask, type ManySent, type SendChoice } from "@/api";
import { refresh, useSendMany } from "./queries";

const sent = z.object({
  sent: z.number(),
  left_out: z.array(z.object({ reason: z.string() })),
});
type Sent = Pick<ManySent, "sent"> & { left_out: { reason: string }[] };

/** Sends invitations, whether at once or by a task, and says how it went. */
export function useSending(eventId: string, onSent: (answer: Sent) => void) {
  const cache = useQueryClient();
  const send = useSendMany(eventId);
  const [taskId, setTaskId] = useState<string | null>(null);
  const task = useTask(taskId, sent).data;
  const tell = useEffectEvent((answer: Sent) => {
    void refresh(cache, eventId);
    onSent(answer);
  });
  const result = task?.status === "done" ? task.result : null;
  useEffect(() => {
    if (result) tell(result);
  }, [result]);
  const hasFailed = task?.status === "failed" || task?.status === "canceled";
  const isAtWork = taskId !== null && !result && !hasFailed;
  return {
    isRunning: send.isPending || isAtWork,
    /** How much of a large sending is done, from 0 to 1; null if no task is at work. */
    progress: isAtWork ? (task?.progress ?? 0) : null,
    hasFailed,
    start: (choice: SendChoice, on: { onStarted: () => void; onError: (error: Error) => void }) =>
      send.mutate(choice, {
        onSuccess: (answer) => {
          if (!("task_id" in answer)) return onSent(answer);
          setTaskId(answer.task_id);
          on.onStarted();
        },
        onError: on.onError,
      }),
  };
}
