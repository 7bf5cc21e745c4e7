import {
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type InfiniteData,
} from "@tanstack/react-query";
import {
  client,
  ok,
  patched,
  useLive,
  type Activity,
  type LiveMessage,
  type Page,
  type Stats,
} from "@/api";
import { throttle } from "@/lib/soon";
import { statsPatches } from "./live";

export const insightKeys = {
  stats: (eventId: string) => ["stats", eventId] as const,
  activity: (eventId: string) => ["activity", eventId] as const,
  entrance: (eventId: string) => ["entrance", eventId] as const,
};

export function useStats(eventId: string) {
  return useQuery({
    queryKey: insightKeys.stats(eventId),
    queryFn: () =>
      ok(client.GET("/api/events/{event_id}/stats", { params: { path: { event_id: eventId } } })),
  });
}

/** Who is inside, by gate and zone; read anew each half minute besides, since its steps move with the clock. */
export function useEntrance(eventId: string) {
  return useQuery({
    queryKey: insightKeys.entrance(eventId),
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/entrance", { params: { path: { event_id: eventId } } }),
      ),
    refetchInterval: 30_000,
  });
}

/** A scan shows within a second, and ten scans a second make one read; a slow read is let come, however many scans there are meanwhile. */
export function useEntranceLive(eventId: string) {
  const cache = useQueryClient();
  const reread = () =>
    throttle(
      `entrance-${eventId}`,
      () =>
        void cache.invalidateQueries(
          { queryKey: insightKeys.entrance(eventId) },
          { cancelRefetch: false },
        ),
      700,
    );
  useLive(`events/${eventId}/attendance`, { onMessage: reread, onResync: reread });
  useLive(`events/${eventId}/invitations`, { onMessage: reread, onResync: reread });
}

export function useActivity(eventId: string, limit = 50) {
  return useInfiniteQuery({
    queryKey: [...insightKeys.activity(eventId), limit],
    queryFn: ({ pageParam }) =>
      ok(
        client.GET("/api/activity", {
          params: { query: { event: eventId, limit, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    select: (data: InfiniteData<Page<Activity>>) => data.pages.flatMap((page) => page.items),
  });
}

/** Counters move with the message and are read again a moment later, so they can't drift. */
export function useDashboardLive(eventId: string) {
  const cache = useQueryClient();
  const reread = () =>
    throttle(
      `dashboard-${eventId}`,
      () => {
        void cache.invalidateQueries({ queryKey: insightKeys.stats(eventId) });
        void cache.invalidateQueries({ queryKey: insightKeys.activity(eventId) });
      },
      1_000,
    );
  const onMessage = (message: LiveMessage) => {
    cache.setQueryData<Stats>(
      insightKeys.stats(eventId),
      (stats) => stats && patched(statsPatches, stats, message),
    );
    reread();
  };
  useLive(`events/${eventId}/attendance`, { onMessage, onResync: reread });
  useLive(`events/${eventId}/invitations`, { onMessage: reread, onResync: reread });
  useLive(`events/${eventId}/seats`, { onMessage, onResync: reread });
}
