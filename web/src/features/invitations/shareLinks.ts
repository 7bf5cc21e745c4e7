import { t } from "@lingui/core/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { client, ok, useRereads, useWrite, type Invite, type Rereads } from "@/api";
import type { ChipTone } from "@/ui";

const keys = { all: (eventId: string) => ["share-links", eventId] as const };

const rereads: Rereads<"all"> = {
  share_link_created: ["all"],
  share_link_used: ["all"],
  share_link_ended: ["all"],
};

/** The event's share links, the newest first; updated live. */
export function useShareLinks(eventId: string) {
  useRereads(`events/${eventId}/invitations`, rereads, (key) => keys[key](eventId));
  return useInfiniteQuery({
    queryKey: keys.all(eventId),
    queryFn: ({ pageParam }) =>
      ok(
        client.GET("/api/events/{event_id}/invites", {
          params: {
            path: { event_id: eventId },
            query: { kind: "share_link", limit: 20, ...(pageParam ? { cursor: pageParam } : {}) },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function useMakeLink(eventId: string) {
  return useWrite(
    (body: { max_guests: number; expires_at: string | null }) =>
      ok(
        client.POST("/api/events/{event_id}/invites", {
          params: { path: { event_id: eventId } },
          body: { kind: "share_link", message: "", ...body },
        }),
      ),
    (cache) => cache.invalidateQueries({ queryKey: keys.all(eventId) }),
  );
}

export function useEndLink(eventId: string) {
  return useWrite(
    (id: string) =>
      ok(client.DELETE("/api/invites/{invite_id}", { params: { path: { invite_id: id } } })),
    (cache) => cache.invalidateQueries({ queryKey: keys.all(eventId) }),
  );
}

/** What state a link is in, in a word. */
export function linkStatus(link: Invite): { word: string; tone: ChipTone } {
  if (link.status === "canceled") return { word: t`Ended`, tone: "neutral" };
  if (link.status === "expired") return { word: t`Expired`, tone: "neutral" };
  if (link.status === "used_up") return { word: t`All taken`, tone: "warning" };
  return { word: t`Open`, tone: "positive" };
}
