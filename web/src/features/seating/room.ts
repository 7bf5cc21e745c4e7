import { queryOptions, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { client, ok, type Geometry, type Seat } from "@/api";
import { MAX_SHAPES, seatsFrom } from "@/lib/seatcanvas/compact";

/** Cached seats. Large plans also have `room`, a stable array that changes only when seats move, and the ids of seats whose names are loaded. */
export interface SeatList {
  seats: Seat[];
  position?: string | null;
  room?: Seat[];
  named?: Set<string>;
}

export const seatKeys = {
  all: (eventId: string) => ["seats", eventId] as const,
  list: (eventId: string) => ["seats", eventId, "list"] as const,
  geometry: (eventId: string) => ["seats", eventId, "geometry"] as const,
  allUnseated: (eventId: string) => ["guests", eventId, "unseated"] as const,
  unseated: (eventId: string, q: string) => ["guests", eventId, "unseated", q] as const,
};

const geometryOf = (eventId: string) =>
  queryOptions({
    queryKey: seatKeys.geometry(eventId),
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/seats/geometry", {
          params: { path: { event_id: eventId } },
        }),
      ),
    staleTime: 60_000,
    // The same plan version means the same geometry, which saves comparing tens of thousands of seats.
    structuralSharing: (before: unknown, now: unknown) =>
      (before as Geometry | undefined)?.plan_version === (now as Geometry).plan_version
        ? before
        : now,
  });

/** Reads all seats. Small plans include all names. Large plans combine geometry and status letters and load names on demand. */
async function readSeats(cache: QueryClient, eventId: string): Promise<SeatList> {
  const path = { event_id: eventId };
  const before = cache.getQueryData<SeatList>(seatKeys.list(eventId));
  let geometry = await cache.ensureQueryData(geometryOf(eventId));
  for (let tries = 0; tries < 4 && geometry.seats.length > MAX_SHAPES; tries++) {
    const letters = await ok(
      client.GET("/api/events/{event_id}/seats/status", { params: { path } }),
    );
    if (
      letters.plan_version === geometry.plan_version &&
      letters.status.length === geometry.seats.length
    ) {
      const seats: Seat[] = seatsFrom<Seat>(geometry, letters.status, before?.seats);
      return {
        seats,
        position: letters.position,
        room: before?.room && isSameRoom(before.room, seats) ? before.room : seats,
        named: new Set(),
      };
    }
    geometry = await cache.fetchQuery({ ...geometryOf(eventId), staleTime: 0 });
  }
  return ok(client.GET("/api/events/{event_id}/seats", { params: { path } }));
}

function isSameRoom(room: readonly Seat[], seats: readonly Seat[]): boolean {
  return (
    room.length === seats.length &&
    room.every((one, index) => {
      const now = seats[index];
      return (
        one === now ||
        (one.id === now?.id &&
          one.x === now.x &&
          one.y === now.y &&
          one.seat_number === now.seat_number &&
          one.category === now.category &&
          one.accessible === now.accessible)
      );
    })
  );
}

export function useSeats(eventId: string) {
  const cache = useQueryClient();
  return useQuery({
    queryKey: seatKeys.list(eventId),
    queryFn: () => readSeats(cache, eventId),
    structuralSharing: false,
  });
}

export function useGeometry(eventId: string) {
  return useQuery(geometryOf(eventId));
}

/** Refetches the seats. A large plan's geometry is refetched only when its version has changed. */
export function refetchSeats(cache: QueryClient, eventId: string): Promise<void> {
  const isLarge = cache.getQueryData<SeatList>(seatKeys.list(eventId))?.room !== undefined;
  return cache.invalidateQueries({
    queryKey: isLarge ? seatKeys.list(eventId) : seatKeys.all(eventId),
  });
}

const BATCH_SIZE = 100;

/** Loads the guests of these seats, unless they are loaded already. */
export function useNames(eventId: string) {
  const cache = useQueryClient();
  return useCallback(
    async (wanted: readonly Seat[]) => {
      const list = cache.getQueryData<SeatList>(seatKeys.list(eventId));
      if (!list?.named) return;
      const { named } = list;
      const ids = wanted
        .filter(
          (seat) =>
            (seat.status === "assigned" || seat.status === "blocked") && !named.has(seat.id),
        )
        .map((seat) => seat.id)
        .slice(0, 10 * BATCH_SIZE);
      ids.forEach((id) => named.add(id));
      for (let from = 0; from < ids.length; from += BATCH_SIZE) {
        const part = ids.slice(from, from + BATCH_SIZE);
        const known = await ok(
          client.GET("/api/events/{event_id}/seats", {
            params: { path: { event_id: eventId }, query: { id: part } },
          }),
        ).catch(() => null);
        // Allow a retry the next time these seats are in view.
        if (!known) {
          part.forEach((id) => named.delete(id));
          return;
        }
        const byId = new Map(known.seats.map((seat) => [seat.id, seat]));
        cache.setQueryData<SeatList>(
          seatKeys.list(eventId),
          (now) => now && { ...now, seats: now.seats.map((seat) => byId.get(seat.id) ?? seat) },
        );
      }
    },
    [cache, eventId],
  );
}
