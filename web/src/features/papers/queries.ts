import { useMutation, useQuery } from "@tanstack/react-query";
import { client, ok, type PaperRequest } from "@/api";

export function useAskForPaper(eventId: string) {
  return useMutation({
    mutationFn: (body: PaperRequest) =>
      ok(
        client.POST("/api/events/{event_id}/papers", {
          params: { path: { event_id: eventId } },
          body,
        }),
      ),
  });
}

/** Whether anybody on the list has a postal address. */
export function useHasAddresses(eventId: string) {
  return useQuery({
    queryKey: ["guests", eventId, "has-addresses"],
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/guests", {
          params: { path: { event_id: eventId }, query: { has_address: true, limit: 1 } },
        }),
      ),
    select: (page) => page.items.length > 0,
  });
}
