import { useInfiniteQuery } from "@tanstack/react-query";
import { client, ok, useWrite, type Report } from "@/api";

export const reportKeys = {
  all: ["reports"] as const,
  list: (status: Report["status"]) => ["reports", status] as const,
};

/** All reports with this status, polled every half minute. */
export function useReports(status: Report["status"]) {
  return useInfiniteQuery({
    queryKey: reportKeys.list(status),
    queryFn: ({ pageParam }) =>
      ok(
        client.GET("/api/reports", { params: { query: { status, limit: 50, cursor: pageParam } } }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: 30_000,
  });
}

/** Closes a report; whoever reported is told only if it is upheld. */
export function useDecideReport() {
  return useWrite(
    ({ id, verb }: { id: string; verb: "dismiss" | "uphold" }) =>
      verb === "dismiss"
        ? ok(
            client.POST("/api/reports/{report_id}/dismiss", {
              params: { path: { report_id: id } },
            }),
          )
        : ok(
            client.POST("/api/reports/{report_id}/uphold", { params: { path: { report_id: id } } }),
          ),
    (cache) => cache.invalidateQueries({ queryKey: reportKeys.all }),
  );
}

/** Takes an event down for a reason, which upholds its open reports; without one, puts it back. */
export function useTakedown() {
  return useWrite(
    ({ eventId, reason }: { eventId: string; reason?: string }) => {
      const params = { path: { event_id: eventId } };
      return reason === undefined
        ? ok(client.POST("/api/events/{event_id}/put-back", { params }))
        : ok(client.POST("/api/events/{event_id}/take-down", { params, body: { reason } }));
    },
    (cache) => cache.invalidateQueries({ queryKey: reportKeys.all }),
  );
}
