import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client, ok, upload, type FileRow } from "@/api";

const keys = { of: (eventId: string) => ["event-images", eventId] as const };

/** Covers are shown large and in previews of links; the gallery stands below the page's text. */
export type ImagePurpose = "event_cover" | "event_image";

export function useImages(eventId: string) {
  return useQuery({
    queryKey: keys.of(eventId),
    queryFn: () =>
      ok(client.GET("/api/events/{event_id}/images", { params: { path: { event_id: eventId } } })),
  });
}

export function useAddImage(eventId: string, purpose: ImagePurpose) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (file: File) => {
      const form = new FormData();
      form.set("purpose", purpose);
      form.set("event_id", eventId);
      form.set("file", file);
      const sent = await upload<FileRow>("/api/files", form);
      return ok(
        client.POST("/api/events/{event_id}/images", {
          params: { path: { event_id: eventId } },
          body: { file_id: sent.id },
        }),
      );
    },
    onSettled: () => cache.invalidateQueries({ queryKey: keys.of(eventId) }),
  });
}

export function useMoveImage(eventId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, position }: { id: string; position: number }) =>
      ok(
        client.PATCH("/api/events/{event_id}/images/{image_id}", {
          params: { path: { event_id: eventId, image_id: id } },
          body: { position },
        }),
      ),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.of(eventId) }),
  });
}

export function useRemoveImage(eventId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      ok(
        client.DELETE("/api/events/{event_id}/images/{image_id}", {
          params: { path: { event_id: eventId, image_id: id } },
        }),
      ),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.of(eventId) }),
  });
}
