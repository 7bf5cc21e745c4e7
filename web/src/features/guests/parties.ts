import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { client, ok } from "@/api";
import { guestKeys } from "./queries";

/** Parties whose name or guests match, to move somebody to. */
export function useFoundParties(eventId: string, q: string, isAsked: boolean) {
  const text = q.trim();
  const answer = useQuery({
    queryKey: guestKeys.parties(eventId, text),
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/invitations", {
          params: { path: { event_id: eventId }, query: { q: text || null, limit: 12 } },
        }),
      ),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
  return (answer.data?.items ?? []).filter((one) => !one.canceled_at);
}
