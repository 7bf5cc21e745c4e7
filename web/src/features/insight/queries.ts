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
  breakdown: (eventId: string) => ["stats", eventId, "breakdown"] as const,
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

/** Figures by tag, answer, day and step. They count the whole list, so they are read when they are needed. */
export function useBreakdown(eventId: string, isNeeded = true) {
  return useQuery({
    queryKey: insightKeys.breakdown(eventId),
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/stats/breakdown", {
          params: { path: { event_id: eventId } },
        }),
      ),
    enabled: isNeeded,
  });
}

/** People inside by gate and zone. Also polled every 30 seconds, because its time series advance with the clock. */
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

/** Refetches after scans, throttled. A slow request in flight isn't cancelled by new scans. */
export function useEntranceLive(eventId: string) {
  const cache = useQueryClient();
  const refetch = () =>
    throttle(
      `entrance-${eventId}`,
      () =>
        void cache.invalidateQueries(
          { queryKey: insightKeys.entrance(eventId) },
          { cancelRefetch: false },
        ),
      700,
    );
  useLive(`events/${eventId}/attendance`, { onMessage: refetch, onResync: refetch });
  useLive(`events/${eventId}/invitations`, { onMessage: refetch, onResync: refetch });
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

/** Updates the counters from facts at once and refetches shortly after, so that they can't drift. */
export function useDashboardLive(eventId: string) {
  const cache = useQueryClient();
  const refetch = () =>
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
    refetch();
  };
  useLive(`events/${eventId}/attendance`, { onMessage, onResync: refetch });
  useLive(`events/${eventId}/invitations`, { onMessage: refetch, onResync: refetch });
  useLive(`events/${eventId}/seats`, { onMessage, onResync: refetch });
}
