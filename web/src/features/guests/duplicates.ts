import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { z } from "zod";
import { client, ok, useWrite, type AlikeGuest } from "@/api";
import { guestKeys, refresh } from "./queries";

/** Possible duplicates, most likely first. Fetched only while the list is open. */
export function useAlike(eventId: string, isOpen: boolean) {
  return useInfiniteQuery({
    queryKey: guestKeys.alike(eventId),
    queryFn: ({ pageParam }) =>
      ok(
        client.GET("/api/events/{event_id}/guests/duplicates", {
          params: {
            path: { event_id: eventId },
            query: { limit: 20, cursor: pageParam, total: pageParam === undefined },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    enabled: isOpen,
  });
}

export interface Merging {
  keep: AlikeGuest;
  remove: AlikeGuest;
  /** Both are on this event's list, so `remove` is taken off it first. */
  isOnList: boolean;
}

export function useMerge(eventId: string) {
  return useWrite(
    ({ keep, remove, isOnList }: Merging) =>
      ok(
        client.POST("/api/guests/merge", {
          body: {
            keep: keep.guest_id,
            remove: remove.guest_id,
            off_list: isOnList ? eventId : null,
          },
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

/** Two guests of a group, of whom somebody has chosen which one stays. */
export interface Pair {
  keep: string;
  remove: string;
}

/** Most pairs that are merged at once. */
export const maxPairs = 1000;

/** Starts a task that merges pairs of guests of this event's list. */
export function useMergeMany(eventId: string) {
  return useMutation({
    mutationFn: (pairs: Pair[]) =>
      ok(client.POST("/api/guests/merges", { body: { pairs, off_list: eventId } })),
  });
}

const refusal = z.object({
  keep: z.string(),
  remove: z.string(),
  kept_name: z.string(),
  removed_name: z.string(),
  reason: z.string(),
});
const left = { refused: z.array(refusal), refused_total: z.number() };

export const mergesResult = z.object({ merge_id: z.string(), merged: z.number(), ...left });
export type MergesResult = z.infer<typeof mergesResult>;

export const unmergedResult = z.object({
  restored: z.number(),
  ...left,
  changed_since_total: z.number(),
});
export type Unmerged = z.infer<typeof unmergedResult>;

/** Starts the undo of a merge: one of few pairs is done with the answer, one of many by a task. */
export function useUndoMerge(eventId: string) {
  return useWrite(
    (mergeId: string) =>
      ok(
        client.POST("/api/guests/merges/{merge_id}/undo", {
          params: { path: { merge_id: mergeId } },
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}
