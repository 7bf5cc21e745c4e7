import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { client, ok, useRereads } from "@/api";
import { eaterRereads, placeRereads } from "./live";

export const cateringKeys = {
  all: (eventId: string) => ["catering", eventId] as const,
  sheet: (eventId: string, part: string | undefined) => ["catering", eventId, part] as const,
};

/** What those who are coming eat, to the whole event or to a part of it. */
export function useCatererSheet(eventId: string, part: string | undefined) {
  return useQuery({
    queryKey: cateringKeys.sheet(eventId, part),
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/caterer-sheet", {
          params: { path: { event_id: eventId }, query: { part } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** Refetches when people answer, or are seated, at most every two seconds. */
export function useCatererSheetLive(eventId: string) {
  const key = () => cateringKeys.all(eventId);
  useRereads(`events/${eventId}/invitations`, eaterRereads, key, 2_000);
  useRereads(`events/${eventId}/seats`, placeRereads, key, 2_000);
}
