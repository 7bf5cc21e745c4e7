import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { client, ok } from "./http";
import type { LiveMessage } from "./live";
import { meOptions } from "./me";
import type { Task } from "./types";
import { useLinkState, useLive } from "./useLive";

/** Polling interval while the socket is down, in ms. */
const pollInterval = 3_000;
const isInProgress = ({ status }: Pick<Task, "status">) =>
  status === "queued" || status === "running";

/** Applies a fact to a task. Returns "read" when the task has ended, because only the API has the result. */
export function patchTask<T extends Pick<Task, "id" | "status" | "progress">>(
  task: T,
  message: LiveMessage,
): T | "read" {
  if (message.action !== "task_progressed" || message.task_id !== task.id) return task;
  const update = { status: message.status as Task["status"] };
  if (!isInProgress(task)) return task;
  if (!isInProgress(update)) return "read";
  return { ...task, ...update, progress: message.steps ? message.progress / message.steps : 0 };
}

/** Follows a task's progress on its owner's channel. The result is parsed with the given schema. */
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
      state === "live" || (query.state.data && !isInProgress(query.state.data))
        ? false
        : pollInterval,
  });
  const refetch = () => void cache.invalidateQueries({ queryKey });
  useLive(taskId && owner ? `users/${owner}` : null, {
    onMessage: (message) => {
      const before = cache.getQueryData<NonNullable<typeof task.data>>(queryKey);
      const after = before && patchTask(before, message);
      if (after === "read") refetch();
      else if (after !== before) cache.setQueryData(queryKey, after);
    },
    onResync: () => {
      if (!task.data || isInProgress(task.data)) refetch();
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
