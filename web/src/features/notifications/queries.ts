import { useInfiniteQuery, useQuery, type QueryClient } from "@tanstack/react-query";
import { client, ok, useRereads, useWrite } from "@/api";
import { useMe } from "@/features/identity";
import { notificationRereads } from "./live";

export const notificationKeys = {
  all: ["notifications"] as const,
  list: ["notifications", "list"] as const,
  unread: ["notifications", "unread"] as const,
};

/** The user's notifications, newest first. */
export function useNotifications() {
  return useInfiniteQuery({
    queryKey: notificationKeys.list,
    queryFn: ({ pageParam }) =>
      ok(client.GET("/api/notifications", { params: { query: { limit: 50, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** How many are unread; updated live. */
export function useUnreadNotifications(): number {
  const me = useMe().data;
  const answer = useQuery({
    queryKey: notificationKeys.unread,
    queryFn: () =>
      ok(client.GET("/api/notifications", { params: { query: { is_read: false, limit: 1 } } })),
  });
  useRereads(me ? `users/${me.id}` : null, notificationRereads, (key) => notificationKeys[key]);
  return answer.data?.unread ?? 0;
}

const refresh = (cache: QueryClient) => cache.invalidateQueries({ queryKey: notificationKeys.all });

export function useReadNotification() {
  return useWrite(
    (id: string) =>
      ok(
        client.POST("/api/notifications/{notification_id}/read", {
          params: { path: { notification_id: id } },
        }),
      ),
    refresh,
  );
}

export function useReadAll() {
  return useWrite((_: null) => ok(client.POST("/api/notifications/read-all")), refresh);
}
