import { useInfiniteQuery, useQuery, type QueryClient } from "@tanstack/react-query";
import { client, ok, useRereads, useWrite } from "@/api";
import { notificationKeys } from "@/features/notifications";
import { messageRereads } from "./live";

export const messageKeys = {
  all: (eventId: string) => ["messages", eventId] as const,
  failed: (eventId: string) => ["messages", eventId, "failed"] as const,
  unread: (eventId: string) => ["messages", eventId, "unread"] as const,
  party: (eventId: string, invitationId: string) =>
    ["messages", eventId, "party", invitationId] as const,
};

/** The event's messages that couldn't be delivered, newest first. */
export function useFailed(eventId: string) {
  return useInfiniteQuery({
    queryKey: messageKeys.failed(eventId),
    queryFn: ({ pageParam }) =>
      ok(
        client.GET("/api/events/{event_id}/messages", {
          params: {
            path: { event_id: eventId },
            query: { failed: true, limit: 50, cursor: pageParam },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** How many messages nobody has read; updated live. */
export function useUnread(eventId: string): number {
  const answer = useQuery({
    queryKey: messageKeys.unread(eventId),
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/messages", {
          params: {
            path: { event_id: eventId },
            query: { direction: "in", unread: true, limit: 1 },
          },
        }),
      ),
  });
  useRereads(`events/${eventId}/invitations`, messageRereads, (key) => messageKeys[key](eventId));
  return answer.data?.unread ?? 0;
}

/** What a party wrote and what was replied, oldest first; the next page is what came before. */
export function usePartyMessages(eventId: string, invitationId: string) {
  return useInfiniteQuery({
    queryKey: messageKeys.party(eventId, invitationId),
    queryFn: ({ pageParam }) =>
      ok(
        client.GET("/api/events/{event_id}/messages", {
          params: {
            path: { event_id: eventId },
            query: { invitation_id: invitationId, limit: 20, cursor: pageParam },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    select: ({ pages }) => pages.flatMap((page) => page.items).toReversed(),
  });
}

/** What changes with every message. */
export const refresh = (cache: QueryClient, eventId: string) =>
  Promise.all([
    cache.invalidateQueries({ queryKey: messageKeys.all(eventId) }),
    cache.invalidateQueries({ queryKey: notificationKeys.all }),
  ]);

export function useMarkRead(eventId: string) {
  return useWrite(
    (id: string) =>
      ok(client.POST("/api/messages/{message_id}/read", { params: { path: { message_id: id } } })),
    (cache) => refresh(cache, eventId),
  );
}

export function useReply(eventId: string) {
  return useWrite(
    ({ id, text }: { id: string; text: string }) =>
      ok(
        client.POST("/api/messages/{message_id}/reply", {
          params: { path: { message_id: id } },
          body: { text },
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}
