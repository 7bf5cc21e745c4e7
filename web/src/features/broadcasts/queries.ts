import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import {
  client,
  ok,
  useWrite,
  type Broadcast,
  type BroadcastInput,
  type BroadcastWords,
  type Page,
} from "@/api";
import { isMoving, isSettling, type Delivery } from "./model";

export const broadcastKeys = {
  all: (eventId: string) => ["broadcasts", eventId] as const,
  list: (eventId: string) => ["broadcasts", eventId, "list"] as const,
  one: (eventId: string, id: string) => ["broadcasts", eventId, "one", id] as const,
  recipients: (eventId: string, id: string, shown: Shown) =>
    ["broadcasts", eventId, "one", id, "recipients", shown] as const,
  preview: (eventId: string, words: BroadcastWords) =>
    ["broadcast-preview", eventId, words] as const,
};

/** Which recipients are shown: all, those who get none, or those whose message is that far. */
export type Shown = "all" | "left_out" | Delivery;

const POLL = 2000;
const SLOW = 5000;

/** How often a message to many is read again: often while it is sent, then while reports come in. */
export function pollOf(broadcast: Broadcast | undefined): number | false {
  if (!broadcast) return false;
  if (isMoving(broadcast)) return POLL;
  return isSettling(broadcast, new Date()) && SLOW;
}

/** The event's messages to many, newest first; polled while one is being sent. */
export function useBroadcasts(eventId: string) {
  return useInfiniteQuery({
    queryKey: broadcastKeys.list(eventId),
    queryFn: ({ pageParam }) =>
      ok(
        client.GET("/api/events/{event_id}/broadcasts", {
          params: {
            path: { event_id: eventId },
            query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) },
          },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page: Page<Broadcast>) => page.next_cursor ?? undefined,
    refetchInterval: (query) =>
      query.state.data?.pages.some((page) => page.items.some(isMoving)) ? POLL : false,
  });
}

export function useBroadcast(eventId: string, id: string) {
  return useQuery({
    queryKey: broadcastKeys.one(eventId, id),
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/broadcasts/{broadcast_id}", {
          params: { path: { event_id: eventId, broadcast_id: id } },
        }),
      ),
    refetchInterval: (query) => pollOf(query.state.data),
  });
}

/** Whom it goes to, by name. */
export function useRecipients(eventId: string, broadcast: Broadcast, shown: Shown) {
  const { id } = broadcast;
  const query = {
    limit: 50,
    ...(shown === "left_out" ? { left_out: true } : shown === "all" ? {} : { status: shown }),
  };
  return useInfiniteQuery({
    queryKey: broadcastKeys.recipients(eventId, id, shown),
    queryFn: ({ pageParam }) =>
      ok(
        client.GET("/api/events/{event_id}/broadcasts/{broadcast_id}/recipients", {
          params: {
            path: { event_id: eventId, broadcast_id: id },
            query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) },
          },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: () => pollOf(broadcast),
  });
}

/** Who would get it, who wouldn't, and the message as one of them gets it. Sends nothing. */
export function usePreview(eventId: string, words: BroadcastWords) {
  return useQuery({
    queryKey: broadcastKeys.preview(eventId, words),
    queryFn: () =>
      ok(
        client.POST("/api/events/{event_id}/broadcasts/preview", {
          params: { path: { event_id: eventId } },
          body: words,
        }),
      ),
    retry: false,
    placeholderData: keepPreviousData,
  });
}

export function useTest(eventId: string) {
  return useWrite(
    (words: BroadcastWords) =>
      ok(
        client.POST("/api/events/{event_id}/broadcasts/test", {
          params: { path: { event_id: eventId } },
          body: words,
        }),
      ),
    () => Promise.resolve(),
  );
}

/** Writes a draft, or changes one. */
export function useSaveBroadcast(eventId: string) {
  return useWrite(
    ({ id, ...body }: BroadcastInput & { id?: string }) =>
      id === undefined
        ? ok(
            client.POST("/api/events/{event_id}/broadcasts", {
              params: { path: { event_id: eventId } },
              body,
            }),
          )
        : ok(
            client.PATCH("/api/events/{event_id}/broadcasts/{broadcast_id}", {
              params: { path: { event_id: eventId, broadcast_id: id } },
              body,
            }),
          ),
    (cache) => cache.invalidateQueries({ queryKey: broadcastKeys.all(eventId) }),
  );
}

/** Sends a draft now, or at a time. */
export function useSend(eventId: string) {
  return useWrite(
    ({ id, at }: { id: string; at: string | null }) =>
      ok(
        client.POST("/api/events/{event_id}/broadcasts/{broadcast_id}/send", {
          params: { path: { event_id: eventId, broadcast_id: id } },
          body: { scheduled_for: at },
        }),
      ),
    (cache) => cache.invalidateQueries({ queryKey: broadcastKeys.all(eventId) }),
  );
}

export type Verb = "unschedule" | "pause" | "resume" | "cancel" | "retry";

export function useVerb(eventId: string) {
  return useWrite(
    ({ id, verb }: { id: string; verb: Verb }) =>
      ok(
        client.POST(`/api/events/{event_id}/broadcasts/{broadcast_id}/${verb}`, {
          params: { path: { event_id: eventId, broadcast_id: id } },
        }),
      ),
    (cache) => cache.invalidateQueries({ queryKey: broadcastKeys.all(eventId) }),
  );
}

/** Sends it by another channel to those it didn't reach; gives the new message. */
export function useRetryBy(eventId: string) {
  return useWrite(
    ({ id, channel }: { id: string; channel: Broadcast["channel"] }) =>
      ok(
        client.POST("/api/events/{event_id}/broadcasts/{broadcast_id}/retry-by", {
          params: { path: { event_id: eventId, broadcast_id: id } },
          body: { channel },
        }),
      ),
    (cache) => cache.invalidateQueries({ queryKey: broadcastKeys.all(eventId) }),
  );
}

export function useDelete(eventId: string) {
  return useWrite(
    (id: string) =>
      ok(
        client.DELETE("/api/events/{event_id}/broadcasts/{broadcast_id}", {
          params: { path: { event_id: eventId, broadcast_id: id } },
        }),
      ),
    (cache) => cache.invalidateQueries({ queryKey: broadcastKeys.list(eventId) }),
  );
}
