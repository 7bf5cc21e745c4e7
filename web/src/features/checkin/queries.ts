import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client, ok, type Scan } from "@/api";

/** One scan: the nonce makes a repeated request count once. */
export function useScan(eventId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (scan: Scan) => {
      const { results } = await ok(client.POST("/api/events/{event_id}/checkins", { params: { path: { event_id: eventId } }, body: scan }));
      const [answer] = results;
      if (!answer) throw new Error("A scan without a result");
      return answer;
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: ["stats", eventId] }),
  });
}

export function useUndoScan(eventId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (nonce: string) => ok(client.POST("/api/events/{event_id}/checkins/{nonce}/undo", { params: { path: { event_id: eventId, nonce } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["stats", eventId] }),
  });
}

/** The party a found person belongs to, to check in all or some of it. */
export function useParty() {
  return useMutation({ mutationFn: (invitationId: string) => ok(client.GET("/api/invitations/{invitation_id}", { params: { path: { invitation_id: invitationId } } })) });
}
