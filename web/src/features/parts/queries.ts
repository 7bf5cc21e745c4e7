import { useQuery, type QueryClient } from "@tanstack/react-query";
import {
  client,
  ok,
  useRereads,
  useWrite,
  type EventPart,
  type NewPart,
  type Page,
  type PartInput,
} from "@/api";
import { partRereads } from "./live";

export const partKeys = { list: (eventId: string) => ["parts", eventId] as const };

/** The parts of the event, in order. Isn't asked for events without any. */
export function useParts(eventId: string, isWanted = true) {
  return useQuery({
    queryKey: partKeys.list(eventId),
    queryFn: () =>
      ok(client.GET("/api/events/{event_id}/parts", { params: { path: { event_id: eventId } } })),
    select: (page: Page<EventPart>) => page.items,
    enabled: isWanted,
  });
}

/** A part changes who is asked what, so everything with replies is read again. */
function refresh(cache: QueryClient, eventId: string) {
  return Promise.all([
    cache.invalidateQueries({ queryKey: partKeys.list(eventId) }),
    cache.invalidateQueries({ queryKey: ["events", "one", eventId] }),
    cache.invalidateQueries({ queryKey: ["guests", eventId] }),
    cache.invalidateQueries({ queryKey: ["invitations", eventId] }),
    cache.invalidateQueries({ queryKey: ["stats", eventId] }),
  ]);
}

export function useSavePart(eventId: string) {
  return useWrite(
    (part: NewPart | (PartInput & { id: string })) => {
      if (!("id" in part))
        return ok(
          client.POST("/api/events/{event_id}/parts", {
            params: { path: { event_id: eventId } },
            body: part,
          }),
        );
      const { id, ...body } = part;
      return ok(
        client.PATCH("/api/events/{event_id}/parts/{part_id}", {
          params: { path: { event_id: eventId, part_id: id } },
          body,
        }),
      );
    },
    (cache) => refresh(cache, eventId),
  );
}

export function useRemovePart(eventId: string) {
  return useWrite(
    (id: string) =>
      ok(
        client.DELETE("/api/events/{event_id}/parts/{part_id}", {
          params: { path: { event_id: eventId, part_id: id } },
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

export function usePartsLive(eventId: string) {
  useRereads(`events/${eventId}/invitations`, partRereads, () => partKeys.list(eventId));
}
