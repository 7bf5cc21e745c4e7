import { useMutation, useQuery } from "@tanstack/react-query";
import { client, ok, type PaperWish } from "@/api";

export const paperKeys = { task: (id: string) => ["papers", "task", id] as const };

export function useAskForPaper(eventId: string) {
  return useMutation({ mutationFn: (body: PaperWish) => ok(client.POST("/api/events/{event_id}/papers", { params: { path: { event_id: eventId } }, body })) });
}

interface Making { status: "queued" | "running" | "done" | "failed" | "canceled"; progress?: number | null; error?: string | null }

/** How far the paper is, asked until it is over. */
export function useMaking(taskId: string | null) {
  return useQuery({
    queryKey: paperKeys.task(taskId ?? ""),
    queryFn: async (): Promise<Making> => ok(client.GET("/api/tasks/{task_id}", { params: { path: { task_id: taskId ?? "" } } })),
    enabled: taskId !== null,
    refetchInterval: (query) => (query.state.data && !["queued", "running"].includes(query.state.data.status) ? false : 400),
  });
}
