import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from "@tanstack/react-query";
import {
  client,
  ok,
  useLive,
  useWrite,
  type Attendee,
  type AttendeeQuery,
  type BulkChange,
  type GuestInput,
  type LiveMessage,
  type NewGuest,
  type Page,
} from "@/api";
import { throttle } from "@/lib/soon";
import { patchPage, type Patched } from "./live";
import type { Filters, Sort } from "./filters";

export const guestKeys = {
  all: (eventId: string) => ["guests", eventId] as const,
  lists: (eventId: string) => ["guests", eventId, "list"] as const,
  page: (eventId: string, filters: Filters, sort: Sort, page: number) =>
    ["guests", eventId, "list", filters, sort, page] as const,
  one: (eventId: string, id: string) => ["guests", eventId, "one", id] as const,
  contacts: (eventId: string, id: string, version: number | undefined) =>
    ["guests", eventId, "contacts", id, version] as const,
  found: (eventId: string, q: string) => ["guests", eventId, "found", q] as const,
  parties: (eventId: string, q: string) => ["guests", eventId, "parties", q] as const,
  recent: (eventId: string) => ["guests", eventId, "recent"] as const,
  alike: (eventId: string) => ["guests", eventId, "alike"] as const,
};

export const readAttendees = (eventId: string, query: AttendeeQuery) =>
  ok(
    client.GET("/api/events/{event_id}/attendees", {
      params: { path: { event_id: eventId }, query },
    }),
  );

export function useGuest(eventId: string, id: string | null) {
  const cache = useQueryClient();
  return useQuery({
    queryKey: guestKeys.one(eventId, id ?? ""),
    queryFn: () =>
      ok(
        client.GET("/api/attendees/{attendee_id}", { params: { path: { attendee_id: id ?? "" } } }),
      ),
    enabled: id !== null,
    placeholderData: () => findInLists(cache, eventId, id),
  });
}

/** A guest's further numbers and addresses. Those who only help at the event don't have the address book: nothing then. */
export function useContacts(eventId: string, guest: Attendee) {
  return useQuery({
    queryKey: guestKeys.contacts(eventId, guest.id, guest.version),
    queryFn: () =>
      ok(client.GET("/api/guests/{guest_id}", { params: { path: { guest_id: guest.guest_id } } })),
    select: (entry) => entry.contacts ?? [],
    retry: false,
  });
}

function findInLists(cache: QueryClient, eventId: string, id: string | null): Attendee | undefined {
  const lists = cache.getQueriesData<Page<Attendee>>({ queryKey: guestKeys.lists(eventId) });
  for (const [, page] of lists) {
    const found = page?.items.find((row) => row.id === id);
    if (found) return found;
  }
  return undefined;
}

/** The first guests whose name matches, for the command palette and combo boxes. */
export function useFoundGuests(eventId: string | null, q: string): Attendee[] {
  const text = q.trim();
  const answer = useQuery({
    queryKey: guestKeys.found(eventId ?? "", text),
    queryFn: () => readAttendees(eventId ?? "", { q: text, limit: 12 }),
    enabled: eventId !== null && text.length >= 2,
    placeholderData: keepPreviousData,
  });
  return text.length >= 2 ? (answer.data?.items ?? []) : [];
}

export function refresh(cache: QueryClient, eventId: string) {
  return Promise.all([
    cache.invalidateQueries({ queryKey: guestKeys.all(eventId) }),
    cache.invalidateQueries({ queryKey: ["stats", eventId] }),
    cache.invalidateQueries({ queryKey: ["invitations", eventId] }),
    cache.invalidateQueries({ queryKey: ["seats", eventId] }),
    cache.invalidateQueries({ queryKey: ["events", "one", eventId] }),
  ]);
}

export function useAddGuest(eventId: string) {
  return useWrite(
    (body: NewGuest) =>
      ok(
        client.POST("/api/events/{event_id}/guests", {
          params: { path: { event_id: eventId } },
          body,
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

export function useChangeGuest(eventId: string) {
  return useWrite(
    ({ id, ...body }: GuestInput & { id: string }) =>
      ok(
        client.PATCH("/api/events/{event_id}/guests/{guest_id}", {
          params: { path: { event_id: eventId, guest_id: id } },
          body,
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

/** Most guests that one request changes. */
const maxAtOnce = 500;

export type BulkValues = BulkChange["set"];
/** Guests by their ids, or all whom filters match. */
export type Chosen = { ids: string[] } | { filters: Filters };

/** Makes the same change for many guests. Returns the ids of the batches, by which it can be undone. */
export function useChangeGuests(eventId: string) {
  return useWrite(
    async ({ set, ...chosen }: Chosen & { set: BulkValues }): Promise<string[]> => {
      const batches: string[] = [];
      const path = { event_id: eventId };
      if ("filters" in chosen) {
        const body = { filters: chosen.filters, set };
        const done = await ok(
          client.PATCH("/api/events/{event_id}/guests", { params: { path }, body }),
        );
        return [done.batch_id];
      }
      const { ids } = chosen;
      for (let start = 0; start < ids.length; start += maxAtOnce) {
        const done = await ok(
          client.PATCH("/api/events/{event_id}/guests", {
            params: { path },
            body: { ids: ids.slice(start, start + maxAtOnce), set },
          }),
        );
        batches.push(done.batch_id);
      }
      return batches;
    },
    (cache) => refresh(cache, eventId),
  );
}

export function useRestoreGuest(eventId: string) {
  return useWrite(
    (id: string) =>
      ok(
        client.POST("/api/attendees/{attendee_id}/restore", {
          params: { path: { attendee_id: id } },
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

export interface AnswerFor {
  id: string;
  /** The version that was shown, so that a newer reply isn't overwritten. */
  version?: number;
  status?: "going" | "declined" | "pending";
  parts?: { part_id: string; status: "going" | "declined" | "pending" }[];
  answers?: Record<string, unknown>;
}

/** Replies on behalf of a guest. The log records who did it. */
export function useAnswerFor(eventId: string) {
  return useWrite(
    ({ id, ...body }: AnswerFor) =>
      ok(
        client.PATCH("/api/attendees/{attendee_id}", {
          params: { path: { attendee_id: id } },
          body,
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

/** Keeps every cached guest list of the event up to date. */
export function useGuestsLive(eventId: string) {
  const cache = useQueryClient();
  const onResync = () =>
    throttle(
      `guests-${eventId}`,
      () => void cache.invalidateQueries({ queryKey: guestKeys.all(eventId) }),
    );
  const onMessage = (message: LiveMessage) => {
    const verdicts = new Set<Patched["verdict"]>();
    cache.setQueriesData<Page<Attendee>>({ queryKey: guestKeys.lists(eventId) }, (page) => {
      if (!page) return page;
      const patched = patchPage(page, message);
      verdicts.add(patched.verdict);
      return patched.page;
    });
    if (verdicts.has("read") && !verdicts.has("patched")) onResync();
  };
  useLive(`events/${eventId}/invitations`, { onMessage, onResync });
  useLive(`events/${eventId}/seats`, { onMessage, onResync: () => undefined });
}

export function useTicket(attendeeId: string) {
  return useQuery({
    queryKey: ["ticket", attendeeId],
    queryFn: () =>
      ok(
        client.GET("/api/attendees/{attendee_id}/ticket", {
          params: { path: { attendee_id: attendeeId } },
        }),
      ),
  });
}

export function useReissue(attendeeId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (ticketId: string) =>
      ok(
        client.POST("/api/tickets/{ticket_id}/reissue", {
          params: { path: { ticket_id: ticketId } },
        }),
      ),
    onSuccess: (ticket) => cache.setQueryData(["ticket", attendeeId], ticket),
  });
}
