import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { client, ok, useRereads, useWrite } from "@/api";
import { wallRereads } from "./live";
import type { Kind, Post, PostStatus, View } from "./model";

export const wallKeys = {
  all: (eventId: string) => ["wall", eventId] as const,
  list: (eventId: string, kind: Kind, view: View) => ["wall", eventId, kind, view] as const,
};

interface Query {
  limit: number;
  cursor?: string;
  total?: boolean;
}

interface PostPage {
  items: Post[];
  next_cursor: string | null;
  total: number | null;
}

async function pageOf(eventId: string, kind: Kind, view: View, page: Query): Promise<PostPage> {
  const filter = view === "reported" ? { reported: true } : { status: view };
  const params = { params: { path: { event_id: eventId }, query: { ...page, ...filter } } };
  return kind === "comments"
    ? ok(client.GET("/api/events/{event_id}/comments", params))
    : ok(client.GET("/api/events/{event_id}/photos", params));
}

/** Reads the wall again when somebody posts, reports or decides. */
function useWallRereads(eventId: string): void {
  useRereads(`events/${eventId}/invitations`, wallRereads, (key) => wallKeys[key](eventId));
}

/** Posts of a kind, the newest first; updated live. */
export function usePosts(eventId: string, kind: Kind, view: View) {
  useWallRereads(eventId);
  return useInfiniteQuery({
    queryKey: wallKeys.list(eventId, kind, view),
    queryFn: ({ pageParam }) =>
      pageOf(eventId, kind, view, { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** How many posts of a kind wait; updated live. */
export function useWaitingPosts(eventId: string, kind: Kind): number {
  const answer = useQuery({
    queryKey: [...wallKeys.list(eventId, kind, "waiting"), "count"],
    queryFn: () => pageOf(eventId, kind, "waiting", { limit: 1, total: true }),
  });
  useWallRereads(eventId);
  return answer.data?.total ?? 0;
}

export interface Change {
  kind: Kind;
  ids: string[];
  status: PostStatus;
}

const change = (eventId: string, { kind, ids, status }: Change): Promise<{ items: Post[] }> => {
  const request = { params: { path: { event_id: eventId } }, body: { ids, status } };
  return kind === "comments"
    ? ok(client.PATCH("/api/events/{event_id}/comments", request))
    : ok(client.PATCH("/api/events/{event_id}/photos", request));
};

/** Shows, hides or deletes posts; several changes are done one after the other. */
export function useChangePosts(eventId: string) {
  return useWrite(
    async (changes: Change[]) => {
      for (const one of changes) await change(eventId, one);
    },
    (cache) => cache.invalidateQueries({ queryKey: wallKeys.all(eventId) }),
  );
}

/** Writes a comment as the team. */
export function useWriteComment(eventId: string) {
  return useWrite(
    (text: string) =>
      ok(
        client.POST("/api/events/{event_id}/comments", {
          params: { path: { event_id: eventId } },
          body: { text, is_named: true },
        }),
      ),
    (cache) => cache.invalidateQueries({ queryKey: wallKeys.all(eventId) }),
  );
}
