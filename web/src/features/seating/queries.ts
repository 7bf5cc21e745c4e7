import {
  useInfiniteQuery,
  useMutation,
  useQueryClient,
  type InfiniteData,
  type QueryClient,
} from "@tanstack/react-query";
import {
  client,
  ok,
  useLive,
  useRereads,
  useWrite,
  type Attendee,
  type Generator,
  type Page,
  type Seat,
} from "@/api";
import { throttle } from "@/lib/soon";
import { patchSeats, peopleRereads, seatRereads } from "./live";
import { refetchSeats, seatKeys, type SeatList } from "./room";

export { useGeometry, useSeats } from "./room";

/** Guests who are coming but have no seat yet. */
export function useUnseated(eventId: string, q: string) {
  return useInfiniteQuery({
    queryKey: seatKeys.unseated(eventId, q),
    queryFn: ({ pageParam }) =>
      ok(
        client.GET("/api/events/{event_id}/attendees", {
          params: {
            path: { event_id: eventId },
            query: {
              has_seat: false,
              limit: 100,
              cursor: pageParam,
              total: pageParam === undefined,
              ...(q ? { q } : {}),
            },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    select: (data: InfiniteData<Page<Attendee>>) => ({
      total: data.pages[0]?.total ?? null,
      people: data.pages
        .flatMap((page) => page.items)
        .filter((row) => !row.seat_id && row.status !== "declined" && row.status !== "canceled"),
    }),
  });
}

function refresh(cache: QueryClient, eventId: string) {
  return Promise.all([
    refetchSeats(cache, eventId),
    cache.invalidateQueries({ queryKey: ["guests", eventId] }),
    cache.invalidateQueries({ queryKey: ["stats", eventId] }),
  ]);
}

export interface Placing {
  attendeeId: string;
  name: string;
  seat: Seat | null;
}

/** Assigns or frees a seat with an optimistic update, which is rolled back on error. */
export function usePlace(eventId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ attendeeId, seat }: Placing) =>
      ok(
        client.PATCH("/api/attendees/{attendee_id}", {
          params: { path: { attendee_id: attendeeId } },
          body: { seat_id: seat?.id ?? null },
        }),
      ),
    onMutate: async ({ attendeeId, name, seat }) => {
      await cache.cancelQueries({ queryKey: seatKeys.list(eventId) });
      const before = cache.getQueryData<SeatList>(seatKeys.list(eventId));
      cache.setQueryData<SeatList>(
        seatKeys.list(eventId),
        (list) =>
          list && {
            ...list,
            seats: list.seats.map((one): Seat => {
              if (one.id === seat?.id)
                return { ...one, status: "assigned", guest: { attendee_id: attendeeId, name } };
              return one.guest?.attendee_id === attendeeId
                ? { ...one, status: "free", guest: null }
                : one;
            }),
          },
      );
      return { before };
    },
    onError: (_, __, context) => {
      if (context?.before) cache.setQueryData(seatKeys.list(eventId), context.before);
    },
    onSettled: () => void refresh(cache, eventId),
  });
}

/** Moves several people at once, all or none. Two people can swap seats this way. */
export function useMoves(eventId: string) {
  return useWrite(
    (moves: { attendee_id: string; seat_id: string | null }[]) =>
      ok(
        client.PUT("/api/events/{event_id}/seats/moves", {
          params: { path: { event_id: eventId } },
          body: { moves },
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

/** Seats a party together on the best free seats, optionally near a given one. */
export function useGather(eventId: string) {
  return useWrite(
    (body: { invitation_id: string; near?: string }) =>
      ok(
        client.PUT("/api/events/{event_id}/seats/gather", {
          params: { path: { event_id: eventId } },
          body,
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

/** Keeps seats back for somebody, or frees them. */
export function useHouse(eventId: string) {
  return useWrite(
    (body: { seat_ids: string[]; house?: string; house_until?: string }) =>
      ok(
        client.PUT("/api/events/{event_id}/seats/house", {
          params: { path: { event_id: eventId } },
          body,
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

export function useGenerate(eventId: string) {
  return useWrite(
    (body: Generator) =>
      ok(
        client.POST("/api/events/{event_id}/seating-plan/generate", {
          params: { path: { event_id: eventId } },
          body,
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

export interface SeatChange {
  category?: string;
  seat_number?: string;
  accessible?: boolean;
  blocked?: boolean;
}

export function useChangeSeats(eventId: string) {
  return useWrite(
    async ({ ids, change }: { ids: string[]; change: SeatChange }) => {
      for (const id of ids)
        await ok(
          client.PUT("/api/seats/{seat_id}", { params: { path: { seat_id: id } }, body: change }),
        );
    },
    (cache) => refresh(cache, eventId),
  );
}

export function useDeleteSeats(eventId: string) {
  return useWrite(
    async (ids: string[]) => {
      for (const id of ids)
        await ok(client.DELETE("/api/seats/{seat_id}", { params: { path: { seat_id: id } } }));
    },
    (cache) => refresh(cache, eventId),
  );
}

export function useSeatsLive(eventId: string) {
  const cache = useQueryClient();
  const refetch = () => throttle(`seats-${eventId}`, () => void refetchSeats(cache, eventId));
  useLive(`events/${eventId}/seats`, {
    onMessage: (message) => {
      const before = cache.getQueryData<SeatList>(seatKeys.list(eventId));
      if (!before) return;
      const seats = patchSeats(before.seats, message);
      if (seats === "read") refetch();
      else if (seats !== before.seats)
        cache.setQueryData<SeatList>(seatKeys.list(eventId), { ...before, seats });
    },
    onResync: refetch,
  });
  const unseated = () => seatKeys.allUnseated(eventId);
  useRereads(`events/${eventId}/seats`, seatRereads, unseated, 800);
  useRereads(`events/${eventId}/invitations`, peopleRereads, unseated, 800);
}
