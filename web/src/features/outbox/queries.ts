import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { client, ok } from "@/api";

export const outboxKeys = {
  all: ["outbox"] as const,
  access: ["outbox", "access"] as const,
  list: (q: string) => ["outbox", "list", q] as const,
};

/** Who may read sent messages here: admins only, or everybody on a demo server. Null if the user may not. */
export function useOutboxAccess(): "admins" | "everybody" | null {
  const answer = useQuery({
    queryKey: outboxKeys.access,
    queryFn: () =>
      ok(client.GET("/api/outbox", { params: { query: { limit: 1 } } })).then(
        (page) => (page.is_open ? "everybody" : "admins"),
        () => null,
      ),
    staleTime: Infinity,
  });
  return answer.data ?? null;
}

export function useOutbox(q: string) {
  return useInfiniteQuery({
    queryKey: outboxKeys.list(q),
    queryFn: ({ pageParam }) =>
      ok(
        client.GET("/api/outbox", {
          params: { query: { limit: 50, cursor: pageParam, ...(q ? { q } : {}) } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: 5_000,
  });
}
