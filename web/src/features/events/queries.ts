import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from "@tanstack/react-query";
import {
  client,
  ok,
  patched,
  useLive,
  useRereads,
  type EventInput,
  type EventItem,
  type EventQuery,
  type EventRow,
  type NewEvent,
  type Page,
  type Rereads,
} from "@/api";
import { eventPatches } from "./live";

export const eventKeys = {
  all: ["events"] as const,
  list: () => ["events", "list", "mine"] as const,
  found: (query: EventQuery) => ["events", "list", "found", query] as const,
  one: (id: string) => ["events", "one", id] as const,
  checklist: (id: string, version: number) => ["events", "checklist", id, version] as const,
};

export const eventsOptions = queryOptions({
  queryKey: eventKeys.list(),
  queryFn: () => ok(client.GET("/api/events", { params: { query: { limit: 200 } } })),
  select: (page: Page<EventItem>) => page.items,
});

export const eventOptions = (id: string) =>
  queryOptions({
    queryKey: eventKeys.one(id),
    queryFn: () => ok(client.GET("/api/events/{event_id}", { params: { path: { event_id: id } } })),
  });

export function useEvents() {
  return useQuery(eventsOptions);
}

/** The events that match the filters, today's first, a page at a time. */
export function useFoundEvents(query: EventQuery) {
  return useInfiniteQuery({
    queryKey: eventKeys.found(query),
    queryFn: ({ pageParam }) =>
      ok(
        client.GET("/api/events", {
          params: { query: { ...query, limit: 50, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function useEvent(id: string) {
  return useQuery(eventOptions(id));
}

function keep(cache: QueryClient, event: EventRow) {
  cache.setQueryData(eventKeys.one(event.id), event);
  void cache.invalidateQueries({ queryKey: ["events", "list"] });
}

export function useCreateEvent() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: NewEvent) => ok(client.POST("/api/events", { body })),
    onSuccess: (event) => keep(cache, event),
  });
}

export function useChangeEvent(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: EventInput) =>
      ok(client.PATCH("/api/events/{event_id}", { params: { path: { event_id: id } }, body })),
    onSuccess: (event) => keep(cache, event),
    onError: () => cache.invalidateQueries({ queryKey: eventKeys.one(id) }),
  });
}

/** What belongs to an event before it's published; read again whenever it's shown. */
export function useChecklist(event: EventRow) {
  return useQuery({
    queryKey: eventKeys.checklist(event.id, event.version),
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/checklist", {
          params: { path: { event_id: event.id } },
        }),
      ),
    select: (list) => list.items,
    placeholderData: keepPreviousData,
    refetchOnMount: "always",
  });
}

/** What can be done to an event besides changing it. */
const verbs = {
  publish: (path: { event_id: string }) =>
    ok(client.POST("/api/events/{event_id}/publish", { params: { path } })),
  restore: (path: { event_id: string }) =>
    ok(client.POST("/api/events/{event_id}/restore", { params: { path } })),
};

export type EventVerb = keyof typeof verbs;

export function useEventVerb(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (verb: EventVerb) => verbs[verb]({ event_id: id }),
    onSuccess: (event) => keep(cache, event),
  });
}

export function useDuplicateEvent(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: { title?: string; starts_at?: string }) =>
      ok(
        client.POST("/api/events/{event_id}/duplicate", {
          params: { path: { event_id: id } },
          body,
        }),
      ),
    onSuccess: (event) => keep(cache, event),
  });
}

export function useCancelEvent(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) =>
      ok(
        client.POST("/api/events/{event_id}/cancel", {
          params: { path: { event_id: id } },
          body: { reason },
        }),
      ),
    onSuccess: (event) => keep(cache, event),
  });
}

export function useDeleteEvent(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () =>
      ok(client.DELETE("/api/events/{event_id}", { params: { path: { event_id: id } } })),
    onSuccess: () => {
      cache.removeQueries({ queryKey: eventKeys.one(id) });
      return cache.invalidateQueries({ queryKey: ["events", "list"] });
    },
  });
}

const rightsRereads: Rereads<"one" | "list"> = {
  member_changed: ["one"],
  member_removed: ["one", "list"],
};

/** Updates the cached event after every change to its details, and to what its team may do. */
export function useEventLive(id: string) {
  const cache = useQueryClient();
  useLive(`events/${id}/invitations`, {
    onMessage: (message) => {
      const before = cache.getQueryData<EventRow>(eventKeys.one(id));
      const after = before && patched(eventPatches, before, message);
      if (after === "read") void cache.invalidateQueries({ queryKey: eventKeys.one(id) });
      else if (after !== before) cache.setQueryData(eventKeys.one(id), after);
    },
    onResync: () => void cache.invalidateQueries({ queryKey: eventKeys.one(id) }),
  });
  // one's own rights may be among them; a right that is gone answers the next read
  useRereads(`events/${id}/operations`, rightsRereads, (key) =>
    key === "one" ? eventKeys.one(id) : eventKeys.list(),
  );
}
