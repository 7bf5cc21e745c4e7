import { useInfiniteQuery, useQuery, type QueryClient } from "@tanstack/react-query";
import { client, ok, Problem, useRereads, useWrite, type DatePoll } from "@/api";
import { eventKeys } from "@/features/events";
import { pollRereads } from "./live";

export const pollKeys = {
  all: (eventId: string) => ["poll", eventId] as const,
  one: (eventId: string) => ["poll", eventId, "one"] as const,
  answers: (eventId: string) => ["poll", eventId, "answers"] as const,
};

const at = (eventId: string) => ({ path: { event_id: eventId } });

async function pollOf(eventId: string): Promise<DatePoll | null> {
  try {
    return await ok(client.GET("/api/events/{event_id}/poll", { params: at(eventId) }));
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}

/** The event's poll, or null; updated live. */
export function usePoll(eventId: string) {
  useRereads(`events/${eventId}/invitations`, pollRereads, () => pollKeys.all(eventId));
  return useQuery({ queryKey: pollKeys.one(eventId), queryFn: () => pollOf(eventId) });
}

/** Who answered what, a page at a time. */
export function useAnswers(eventId: string) {
  return useInfiniteQuery({
    queryKey: pollKeys.answers(eventId),
    queryFn: ({ pageParam }) =>
      ok(
        client.GET("/api/events/{event_id}/poll/answers", {
          params: { ...at(eventId), query: { limit: 50, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

const refresh = (cache: QueryClient, eventId: string) =>
  Promise.all([
    cache.invalidateQueries({ queryKey: pollKeys.all(eventId) }),
    cache.invalidateQueries({ queryKey: eventKeys.one(eventId) }),
  ]);

export interface NewOption {
  starts_at: string;
  ends_at: string | null;
}

/** Asks for a date, or adds dates to a poll that there is. */
export function useAddOptions(eventId: string, isNew: boolean) {
  return useWrite(
    (options: NewOption[]) =>
      ok(
        isNew
          ? client.POST("/api/events/{event_id}/poll", {
              params: at(eventId),
              body: { options, names_shown: false },
            })
          : client.POST("/api/events/{event_id}/poll/options", {
              params: at(eventId),
              body: { options },
            }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

export function useRemoveOption(eventId: string) {
  return useWrite(
    (option_id: string) =>
      ok(
        client.DELETE("/api/events/{event_id}/poll/options/{option_id}", {
          params: { path: { event_id: eventId, option_id } },
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

export function useRemoveAnswer(eventId: string) {
  return useWrite(
    (answer_id: string) =>
      ok(
        client.DELETE("/api/events/{event_id}/poll/answers/{answer_id}", {
          params: { path: { event_id: eventId, answer_id } },
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

export function useChangePoll(eventId: string) {
  return useWrite(
    (body: { names_shown?: boolean; closes_at?: string | null; version: number }) =>
      ok(client.PATCH("/api/events/{event_id}/poll", { params: at(eventId), body })),
    (cache) => refresh(cache, eventId),
  );
}

/** Gives the event the date of an option. */
export function useClosePoll(eventId: string) {
  return useWrite(
    (body: { option_id: string; version: number }) =>
      ok(client.POST("/api/events/{event_id}/poll/close", { params: at(eventId), body })),
    (cache) => refresh(cache, eventId),
  );
}

export function useReopenPoll(eventId: string) {
  return useWrite(
    (closes_at: string | null) =>
      ok(
        client.POST("/api/events/{event_id}/poll/reopen", {
          params: at(eventId),
          body: { closes_at },
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

export function useDeletePoll(eventId: string) {
  return useWrite(
    () => ok(client.DELETE("/api/events/{event_id}/poll", { params: at(eventId) })),
    (cache) => refresh(cache, eventId),
  );
}
