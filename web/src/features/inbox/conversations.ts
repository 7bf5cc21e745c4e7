import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { client, ok, useWrite, type ConversationQuery, type ReplyWay } from "@/api";
import { isUnderWay, type Shown } from "./model";
import { messageKeys, refresh } from "./queries";

const filters: Record<Shown, ConversationQuery> = {
  all: {},
  unread: { unread: true },
  mine: { assigned: "me" },
  nobody: { assigned: "nobody" },
  failed: {},
};
/** How often the thread asks how far replies are. */
const POLL = 3000;

const keys = {
  list: (eventId: string, show: Shown, search: string) =>
    [...messageKeys.all(eventId), "conversations", show, search] as const,
  one: (eventId: string, id: string) => [...messageKeys.all(eventId), "conversation", id] as const,
  thread: (eventId: string, id: string) => [...messageKeys.all(eventId), "thread", id] as const,
  assignees: (eventId: string) => ["assignees", eventId] as const,
};

/** The event's conversations, the last one that somebody wrote in first. */
export function useConversations(eventId: string, show: Shown, search: string) {
  return useInfiniteQuery({
    queryKey: keys.list(eventId, show, search),
    queryFn: ({ pageParam }) =>
      ok(
        client.GET("/api/events/{event_id}/conversations", {
          params: {
            path: { event_id: eventId },
            query: {
              ...filters[show],
              limit: 50,
              ...(search ? { search } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled: show !== "failed",
  });
}

export function useConversation(eventId: string, id: string) {
  return useQuery({
    queryKey: keys.one(eventId, id),
    queryFn: () =>
      ok(
        client.GET("/api/conversations/{conversation_id}", {
          params: { path: { conversation_id: id } },
        }),
      ),
  });
}

/** What is in a conversation, the oldest first; the next page is what came before. */
export function useThread(eventId: string, id: string) {
  return useInfiniteQuery({
    queryKey: keys.thread(eventId, id),
    queryFn: ({ pageParam }) =>
      ok(
        client.GET("/api/events/{event_id}/messages", {
          params: {
            path: { event_id: eventId },
            query: {
              conversation_id: id,
              limit: 50,
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    select: ({ pages }) => pages.flatMap((page) => page.items).toReversed(),
    refetchInterval: (query) =>
      query.state.data?.pages.some((page) => page.items.some((one) => isUnderWay(one)))
        ? POLL
        : false,
  });
}

/** Who may be given conversations. */
export function useAssignees(eventId: string) {
  return useQuery({
    queryKey: keys.assignees(eventId),
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/conversations/assignees", {
          params: { path: { event_id: eventId } },
        }),
      ),
    select: ({ items }) => items,
  });
}

export function useAssign(eventId: string) {
  return useWrite(
    ({ id, userId }: { id: string; userId: string | null }) =>
      ok(
        client.POST("/api/conversations/{conversation_id}/assign", {
          params: { path: { conversation_id: id } },
          body: { user_id: userId },
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

export function useMarkAllRead(eventId: string) {
  return useWrite(
    (id: string) =>
      ok(
        client.POST("/api/conversations/{conversation_id}/read", {
          params: { path: { conversation_id: id } },
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

export function useReplyIn(eventId: string) {
  return useWrite(
    ({ id, text, channel }: { id: string; text: string; channel: ReplyWay["channel"] }) =>
      ok(
        client.POST("/api/conversations/{conversation_id}/reply", {
          params: { path: { conversation_id: id } },
          body: { text, channel },
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}
