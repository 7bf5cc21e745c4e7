import { useMutation, useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { client, ok } from "./http";
import type { Task } from "./types";

const isUnderWay = (task: Pick<Task, "status">) =>
  task.status === "queued" || task.status === "running";

/** How far a piece of long work is, asked until it is over; its result as the schema reads it. */
export function useTask<Result>(taskId: string | null, result: z.ZodType<Result>) {
  return useQuery({
    queryKey: ["task", taskId],
    queryFn: async () => {
      const task = await ok(
        client.GET("/api/tasks/{task_id}", { params: { path: { task_id: taskId ?? "" } } }),
      );
      return { ...task, result: task.result && result.parse(task.result) };
    },
    enabled: taskId !== null,
    refetchInterval: (query) => (query.state.data && !isUnderWay(query.state.data) ? false : 500),
  });
}

export function useStopTask() {
  return useMutation({
    mutationFn: (taskId: string) =>
      ok(client.DELETE("/api/tasks/{task_id}", { params: { path: { task_id: taskId } } })),
  });
}
