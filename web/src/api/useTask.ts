import { useMutation, useQuery } from "@tanstack/react-query";
import { client, ok } from "./http";
import type { Task } from "./pending";

const isUnderWay = (task: Task<unknown>) => task.status === "queued" || task.status === "running";

/** How far a piece of long work is, asked until it is over. */
export function useTask<Result>(taskId: string | null) {
  return useQuery({
    queryKey: ["task", taskId],
    queryFn: async () =>
      (await ok(
        client.GET("/api/tasks/{task_id}", { params: { path: { task_id: taskId ?? "" } } }),
      )) as Task<Result>,
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
