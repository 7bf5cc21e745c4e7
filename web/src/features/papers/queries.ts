import { useMutation } from "@tanstack/react-query";
import { client, ok, type PaperWish } from "@/api";

export function useAskForPaper(eventId: string) {
  return useMutation({
    mutationFn: (body: PaperWish) =>
      ok(
        client.POST("/api/events/{event_id}/papers", {
          params: { path: { event_id: eventId } },
          body,
        }),
      ),
  });
}
