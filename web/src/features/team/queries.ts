import { useQuery } from "@tanstack/react-query";
import {
  client,
  ok,
  useRereads,
  useWrite,
  viewAs,
  type Member,
  type MemberChange,
  type NewMember,
} from "@/api";
import { teamRereads } from "./live";

export const teamKeys = { all: (eventId: string) => ["team", eventId] as const };

/** A team has at most 500 people; three pages show all of them. */
export function useTeam(eventId: string) {
  return useQuery({
    queryKey: teamKeys.all(eventId),
    queryFn: () => readTeam(eventId),
  });
}

async function readTeam(eventId: string) {
  const read = (cursor?: string) =>
    ok(
      client.GET("/api/events/{event_id}/members", {
        params: { path: { event_id: eventId }, query: { limit: 200, ...(cursor && { cursor }) } },
      }),
    );
  const first = await read();
  const second = first.next_cursor ? await read(first.next_cursor) : null;
  const third = second?.next_cursor ? await read(second.next_cursor) : null;
  return [first, second, third].flatMap((page) => page?.items ?? []);
}

export function useTeamLive(eventId: string) {
  useRereads(`events/${eventId}/operations`, teamRereads, () => teamKeys.all(eventId));
}

export function useInvite(eventId: string) {
  return useWrite(
    (body: NewMember) =>
      ok(
        client.POST("/api/events/{event_id}/invite-member", {
          params: { path: { event_id: eventId } },
          body,
        }),
      ),
    (cache) => cache.invalidateQueries({ queryKey: teamKeys.all(eventId) }),
  );
}

const memberPath = (eventId: string, id: string) => ({
  params: { path: { event_id: eventId, user_id: id } },
});

export function useChangeMember(eventId: string) {
  return useWrite(
    ({ id, ...body }: MemberChange & { id: string }) =>
      ok(
        client.PATCH("/api/events/{event_id}/members/{user_id}", {
          ...memberPath(eventId, id),
          body,
        }),
      ),
    (cache) => cache.invalidateQueries({ queryKey: teamKeys.all(eventId) }),
  );
}

export function useSendAgain(eventId: string) {
  return useWrite(
    (id: string) =>
      ok(client.POST("/api/events/{event_id}/members/{user_id}/send", memberPath(eventId, id))),
    (cache) => cache.invalidateQueries({ queryKey: teamKeys.all(eventId) }),
  );
}

/** Logs it, then shows every page of the event with the member's rights. */
export function useViewAs(eventId: string) {
  return useWrite(
    async ({ id, name }: Member) => {
      await ok(
        client.POST("/api/events/{event_id}/members/{user_id}/view-as", memberPath(eventId, id)),
      );
      viewAs({ eventId, memberId: id, name });
    },
    (cache) => cache.resetQueries(),
  );
}

export function useRemoveMember(eventId: string) {
  return useWrite(
    (id: string) =>
      ok(client.DELETE("/api/events/{event_id}/members/{user_id}", memberPath(eventId, id))),
    (cache) => cache.invalidateQueries({ queryKey: teamKeys.all(eventId) }),
  );
}

/** What a mailed invitation is for. The token stays out of addresses, so it is sent in the body. */
export function useInvitationFor(token: string) {
  return useQuery({
    queryKey: ["team", "invitation", token],
    queryFn: () => ok(client.POST("/api/members/invitation", { body: { token } })),
  });
}

export function useJoin() {
  return useWrite(
    (token: string) => ok(client.POST("/api/members/accept", { body: { token } })),
    (cache) => cache.invalidateQueries({ queryKey: ["events", "list"] }),
  );
}
