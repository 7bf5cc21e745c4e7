import { useInfiniteQuery } from "@tanstack/react-query";
import { client, ok, useWrite } from "@/api";

export const jobKeys = { list: ["jobs"] as const };

/** Failed jobs and the length of the queue, polled every ten seconds. */
export function useJobs() {
  return useInfiniteQuery({
    queryKey: jobKeys.list,
    queryFn: ({ pageParam }) =>
      ok(client.GET("/api/jobs", { params: { query: { limit: 50, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: 10_000,
  });
}

export function useJobVerb() {
  return useWrite(
    ({ id, verb }: { id: string; verb: "retry" | "forget" }) =>
      verb === "retry"
        ? ok(client.POST("/api/jobs/{job_id}/retry", { params: { path: { job_id: id } } }))
        : ok(client.DELETE("/api/jobs/{job_id}", { params: { path: { job_id: id } } })),
    (cache) => cache.invalidateQueries({ queryKey: jobKeys.list }),
  );
}
