import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from "@tanstack/react-query";
import { client, meOptions, ok, useRereads, useWrite, type NotificationChoices } from "@/api";
import { deviceState, keepDevice, turnOff, turnOn } from "./device";
import { notificationRereads } from "./live";

export const notificationKeys = {
  all: ["notifications"] as const,
  list: ["notifications", "list"] as const,
  unread: ["notifications", "unread"] as const,
  device: ["notification-device"] as const,
  choices: ["notification-choices"] as const,
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
  const me = useQuery(meOptions).data;
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

/** Whether this browser shows notifications while the app is closed. */
export function useDevice(userId: string) {
  return useQuery({ queryKey: notificationKeys.device, queryFn: () => deviceState(userId) });
}

export function useTurnDevice(userId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (isOn: boolean) => (isOn ? turnOn(userId) : turnOff()),
    onSuccess: (state) => cache.setQueryData(notificationKeys.device, state),
    onError: () => cache.invalidateQueries({ queryKey: notificationKeys.device }),
  });
}

/** Renews this browser's subscription once for each time the app is opened. */
export function useKeepDevice(): void {
  const me = useQuery(meOptions).data;
  useQuery({
    queryKey: ["notification-device-kept", me?.id],
    // nobody waits for it, and the next time the app is opened it is tried again
    queryFn: async () => {
      if (me) await keepDevice(me.id).catch(() => undefined);
      return true;
    },
    enabled: Boolean(me),
    staleTime: Infinity,
  });
}

/** How the user is told of each kind of news. */
export function useChoices() {
  return useQuery({
    queryKey: notificationKeys.choices,
    queryFn: () => ok(client.GET("/api/me/notifications")),
  });
}

export function useChoose() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (kinds: Record<string, Partial<NotificationChoices["kinds"][string]>>) =>
      ok(client.PATCH("/api/me/notifications", { body: { kinds } })),
    onSuccess: (choices) => cache.setQueryData(notificationKeys.choices, choices),
  });
}
