import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client, ok, useWrite, type Invitation, type Wish } from "@/api";

export const arrangingKeys = {
  wishes: (eventId: string) => ["arranging", eventId, "wishes"] as const,
  parties: (eventId: string, q: string) => ["arranging", eventId, "parties", q] as const,
};

export function useWishes(eventId: string) {
  return useQuery({
    queryKey: arrangingKeys.wishes(eventId),
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/seating-wishes", {
          params: { path: { event_id: eventId } },
        }),
      ),
  });
}

/** Invitations whose label or guests match the search text. */
export function useParties(eventId: string, q: string) {
  return useQuery({
    queryKey: arrangingKeys.parties(eventId, q),
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/invitations", {
          params: { path: { event_id: eventId }, query: { limit: 30, ...(q ? { q } : {}) } },
        }),
      ),
    select: (page): Pick<Invitation, "id" | "label">[] =>
      page.items.filter((row) => !row.canceled_at),
  });
}

export function useAddWish(eventId: string) {
  return useWrite(
    (body: Pick<Wish, "kind" | "invitation_id" | "other_invitation_id">) =>
      ok(
        client.POST("/api/events/{event_id}/seating-wishes", {
          params: { path: { event_id: eventId } },
          body,
        }),
      ),
    (cache) => cache.invalidateQueries({ queryKey: arrangingKeys.wishes(eventId) }),
  );
}

export function useRemoveWish(eventId: string) {
  return useWrite(
    (id: string) =>
      ok(
        client.DELETE("/api/events/{event_id}/seating-wishes/{wish_id}", {
          params: { path: { event_id: eventId, wish_id: id } },
        }),
      ),
    (cache) => cache.invalidateQueries({ queryKey: arrangingKeys.wishes(eventId) }),
  );
}

export function useArrange(eventId: string) {
  return useMutation({
    mutationFn: (body: { seconds: number; include_pending: boolean }) =>
      ok(
        client.POST("/api/events/{event_id}/auto-seat", {
          params: { path: { event_id: eventId } },
          body,
        }),
      ),
  });
}

export function useTakeOver(eventId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (taskId: string) =>
      ok(
        client.POST("/api/events/{event_id}/auto-seat/{task_id}/apply", {
          params: { path: { event_id: eventId, task_id: taskId } },
        }),
      ),
    onSettled: () =>
      Promise.all(
        ["seats", "guests", "stats"].map((key) =>
          cache.invalidateQueries({ queryKey: [key, eventId] }),
        ),
      ),
  });
}
