import { useMutation } from "@tanstack/react-query";
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
