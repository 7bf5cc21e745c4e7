import { useInfiniteQuery, useQuery, type QueryClient } from "@tanstack/react-query";
import { client, ok, useRereads, useWrite } from "@/api";
import { eventKeys } from "@/features/events";
import { requestRereads } from "./live";
import type { RequestStatus } from "./model";

export const requestKeys = {
  all: (eventId: string) => ["requests", eventId] as const,
  list: (eventId: string, status: RequestStatus) => ["requests", eventId, status] as const,
};

const pageOf = (
  eventId: string,
  query: { status: RequestStatus; limit: number; cursor?: string; total?: boolean },
) =>
  ok(
    client.GET("/api/events/{event_id}/requests", {
      params: { path: { event_id: eventId }, query },
    }),
  );

/** Reads requests and the waiting list again when somebody asks or is answered. */
function useRequestRereads(eventId: string): void {
  useRereads(`events/${eventId}/invitations`, requestRereads, (key) => requestKeys[key](eventId));
}

/** The newest of one's own requests. */
export function useMyRequests() {
  return useQuery({
    queryKey: ["requests", "mine"],
    queryFn: () => ok(client.GET("/api/me/requests", { params: { query: { limit: 50 } } })),
  });
}

/** The event's requests in a status, the oldest first; updated live. */
export function useRequests(eventId: string, status: RequestStatus) {
  useRequestRereads(eventId);
  return useInfiniteQuery({
    queryKey: requestKeys.list(eventId, status),
    queryFn: ({ pageParam }) =>
      pageOf(eventId, { status, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** How many requests wait; updated live. */
export function useWaiting(eventId: string): number {
  const answer = useQuery({
    queryKey: [...requestKeys.list(eventId, "pending"), "count"],
    queryFn: () => pageOf(eventId, { status: "pending", limit: 1, total: true }),
  });
  useRequestRereads(eventId);
  return answer.data?.total ?? 0;
}

const refresh = (cache: QueryClient, eventId: string) =>
  Promise.all([
    cache.invalidateQueries({ queryKey: requestKeys.all(eventId) }),
    cache.invalidateQueries({ queryKey: eventKeys.one(eventId) }),
  ]);

export interface Decision {
  ids: string[];
  status: "accepted" | "declined";
  host_message?: string;
}

/** Decides requests; those that don't fit are left out, and why. */
export function useDecide(eventId: string) {
  return useWrite(
    (body: Decision) =>
      ok(
        client.PATCH("/api/events/{event_id}/requests", {
          params: { path: { event_id: eventId } },
          body,
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

/** Takes decisions back, one after the other, before the requesters are told. */
export function useUndo(eventId: string) {
  return useWrite(
    async (ids: string[]) => {
      for (const id of ids) {
        await ok(
          client.POST("/api/requests/{request_id}/undo", { params: { path: { request_id: id } } }),
        );
      }
    },
    (cache) => refresh(cache, eventId),
  );
}

const waitlistOf = (eventId: string, query: { limit: number; cursor?: string }) =>
  ok(
    client.GET("/api/events/{event_id}/waitlist", {
      params: { path: { event_id: eventId }, query: { ...query, status: ["waiting", "offered"] } },
    }),
  );

/** Who waits or has an offer, in the order of the line; updated live. */
export function useWaitlist(eventId: string) {
  useRequestRereads(eventId);
  return useInfiniteQuery({
    queryKey: [...requestKeys.all(eventId), "waitlist"],
    queryFn: ({ pageParam }) =>
      waitlistOf(eventId, { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** Offers places to somebody who waits. */
export function useOffer(eventId: string) {
  return useWrite(
    ({ id, reason }: { id: string; reason: string }) =>
      ok(
        client.POST("/api/waitlist/{entry_id}/offer", {
          params: { path: { entry_id: id } },
          body: { reason },
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

/** Takes somebody off the waiting list. */
export function useLeave(eventId: string) {
  return useWrite(
    (id: string) =>
      ok(
        client.DELETE("/api/events/{event_id}/waitlist/{entry_id}", {
          params: { path: { event_id: eventId, entry_id: id } },
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}
