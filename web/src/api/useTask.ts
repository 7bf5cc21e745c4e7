import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { client, ok } from "./http";
import type { LiveMessage } from "./live";
import { meOptions } from "./me";
import type { Task } from "./types";
import { useLinkState, useLive } from "./useLive";

/** How often the task is asked for while the socket is down, in ms. */
const rhythm = 3_000;
const isUnderWay = ({ status }: Pick<Task, "status">) =>
  status === "queued" || status === "running";

/** The task after a fact about it; "read" when it has ended, since only the API tells the result. */
export function patchTask<T extends Pick<Task, "id" | "status" | "progress">>(
  task: T,
  message: LiveMessage,
): T | "read" {
  if (message.action !== "task_progressed" || message.task_id !== task.id) return task;
  const step = { status: message.status as Task["status"] };
  if (!isUnderWay(task)) return task;
  if (!isUnderWay(step)) return "read";
  return { ...task, ...step, progress: message.steps ? message.progress / message.steps : 0 };
}

/** How far a piece of long work is, as its owner's channel tells; its result as the schema reads it. */
export function useTask<Result>(taskId: string | null, result: z.ZodType<Result>) {
  const cache = useQueryClient();
  const owner = useQuery({ ...meOptions, enabled: taskId !== null }).data?.id;
  const { state } = useLinkState();
  const queryKey = ["task", taskId] as const;
  const task = useQuery({
    queryKey,
    queryFn: async () => {
      const read = await ok(
        client.GET("/api/tasks/{task_id}", { params: { path: { task_id: taskId ?? "" } } }),
      );
      return { ...read, result: read.result && result.parse(read.result) };
    },
    enabled: taskId !== null,
    refetchInterval: (query) =>
      state === "live" || (query.state.data && !isUnderWay(query.state.data)) ? false : rhythm,
  });
  const readAgain = () => void cache.invalidateQueries({ queryKey });
  useLive(taskId && owner ? `users/${owner}` : null, {
    onMessage: (message) => {
      const before = cache.getQueryData<NonNullable<typeof task.data>>(queryKey);
      const after = before && patchTask(before, message);
      if (after === "read") readAgain();
      else if (after !== before) cache.setQueryData(queryKey, after);
    },
    onResync: () => {
      if (!task.data || isUnderWay(task.data)) readAgain();
    },
  });
  return task;
}

export function useStopTask() {
  return useMutation({
    mutationFn: (taskId: string) =>
      ok(client.DELETE("/api/tasks/{task_id}", { params: { path: { task_id: taskId } } })),
  });
}
