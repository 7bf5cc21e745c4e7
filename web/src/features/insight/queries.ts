import { useInfiniteQuery, useQuery, useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { client, ok, useLive, type Activity, type Attendee, type LiveMessage, type Page, type Stats } from "@/api";
import { soon } from "@/lib/soon";
import { patchArrivals, patchStats } from "./live";

export const insightKeys = {
  stats: (eventId: string) => ["stats", eventId] as const,
  activity: (eventId: string) => ["activity", eventId] as const,
  arrivals: (eventId: string) => ["guests", eventId, "arrivals"] as const,
};

export function useStats(eventId: string) {
  return useQuery({ queryKey: insightKeys.stats(eventId), queryFn: () => ok(client.GET("/api/events/{event_id}/stats", { params: { path: { event_id: eventId } } })) });
}

const mostPages = 10;

/** The list comes by name, so the whole of it is read to know who came last; bounded for the largest halls. */
async function everyoneInside(eventId: string): Promise<Page<Attendee>> {
  const items: Attendee[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const answer = await ok(client.GET("/api/events/{event_id}/attendees", { params: { path: { event_id: eventId }, query: { attendance: "checked_in", limit: 200, cursor } } }));
    items.push(...answer.items);
    cursor = answer.next_cursor ?? undefined;
    if (!cursor) break;
  }
  return { items };
}

/** The latest to come in, newest first. */
export function useArrivals(eventId: string) {
  return useQuery({
    queryKey: insightKeys.arrivals(eventId),
    queryFn: () => everyoneInside(eventId),
    select: (page: Page<Attendee>) => [...page.items].filter((row) => row.checked_in_at).sort((a, b) => Date.parse(b.checked_in_at ?? "") - Date.parse(a.checked_in_at ?? "")),
  });
}

export function useActivity(eventId: string, limit = 50) {
  return useInfiniteQuery({
    queryKey: [...insightKeys.activity(eventId), limit],
    queryFn: ({ pageParam }) => ok(client.GET("/api/activity", { params: { query: { event: eventId, limit, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    select: (data: InfiniteData<Page<Activity>>) => data.pages.flatMap((page) => page.items),
  });
}

/** Counters move with the message and are read again a moment later, so they can't drift. */
export function useDashboardLive(eventId: string) {
  const cache = useQueryClient();
  const reread = () => soon(`dashboard-${eventId}`, () => {
    void cache.invalidateQueries({ queryKey: insightKeys.stats(eventId) });
    void cache.invalidateQueries({ queryKey: insightKeys.activity(eventId) });
    void cache.invalidateQueries({ queryKey: insightKeys.arrivals(eventId) });
  }, 1_000);
  const onAttendance = (message: LiveMessage) => {
    cache.setQueryData<Stats>(insightKeys.stats(eventId), (stats) => stats && patchStats(stats, message));
    cache.setQueryData<Page<Attendee>>(insightKeys.arrivals(eventId), (page) => page && { ...page, items: patchArrivals(page.items, message) });
    reread();
  };
  useLive(`events/${eventId}/attendance`, { onMessage: onAttendance, onResync: reread });
  useLive(`events/${eventId}/invitations`, { onMessage: reread, onResync: reread });
  useLive(`events/${eventId}/seats`, { onMessage: (message) => { cache.setQueryData<Stats>(insightKeys.stats(eventId), (stats) => stats && patchStats(stats, message)); reread(); }, onResync: reread });
}
