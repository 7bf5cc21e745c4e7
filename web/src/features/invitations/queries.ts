import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type QueryClient,
} from "@tanstack/react-query";
import {
  client,
  ok,
  patched,
  useLive,
  useRereads,
  useWrite,
  type Invitation,
  type InvitationInput,
  type InvitationStatus,
  type NewInvitation,
  type Page,
  type SendChoice,
} from "@/api";
import { invitationPatches, invitationRereads } from "./live";

export const invitationKeys = {
  all: (eventId: string) => ["invitations", eventId] as const,
  list: (eventId: string, filters: Filters) => ["invitations", eventId, "list", filters] as const,
  unsent: (eventId: string, filters: Filters) =>
    ["invitations", eventId, "unsent", filters] as const,
  one: (eventId: string, id: string) => ["invitations", eventId, "one", id] as const,
};

export interface Filters {
  q?: string | undefined;
  status?: InvitationStatus | undefined;
  canceled?: boolean | undefined;
}

export function useInvitations(eventId: string, filters: Filters) {
  return useInfiniteQuery({
    queryKey: invitationKeys.list(eventId, filters),
    queryFn: ({ pageParam }) =>
      ok(
        client.GET("/api/events/{event_id}/invitations", {
          params: {
            path: { event_id: eventId },
            query: { ...filters, limit: 100, cursor: pageParam, total: pageParam === undefined },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** Invites one person by e-mail or phone; with an address it is sent at once if the event is published. */
export function useInvitePerson(eventId: string) {
  return useWrite(
    (person: { email?: string; phone?: string; name: string; message: string }) =>
      ok(
        client.POST("/api/events/{event_id}/invites", {
          params: { path: { event_id: eventId } },
          body: { kind: "direct", max_guests: 0, ...person },
        }),
      ),
    (cache) => cache.invalidateQueries({ queryKey: invitationKeys.all(eventId) }),
  );
}

/** How many of the matching invitations haven't been sent yet, on all pages. */
export function useUnsent(eventId: string, { q, status }: Filters) {
  return useQuery({
    queryKey: invitationKeys.unsent(eventId, { q, status }),
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/invitations/unsent", {
          params: { path: { event_id: eventId }, query: { q, status } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function useInvitation(eventId: string, id: string | null) {
  return useQuery({
    queryKey: invitationKeys.one(eventId, id ?? ""),
    queryFn: () =>
      ok(
        client.GET("/api/invitations/{invitation_id}", {
          params: { path: { invitation_id: id ?? "" } },
        }),
      ),
    enabled: id !== null,
  });
}

/** Reads again what invitations that were sent or changed change. */
export function refresh(cache: QueryClient, eventId: string) {
  return Promise.all([
    cache.invalidateQueries({ queryKey: invitationKeys.all(eventId) }),
    cache.invalidateQueries({ queryKey: ["guests", eventId] }),
    cache.invalidateQueries({ queryKey: ["stats", eventId] }),
    cache.invalidateQueries({ queryKey: ["events", "one", eventId] }),
  ]);
}

export function useInvite(eventId: string) {
  return useWrite(
    async (body: NewInvitation): Promise<Invitation> => {
      const made = await ok(
        client.POST("/api/events/{event_id}/invitations", {
          params: { path: { event_id: eventId } },
          body,
        }),
      );
      const [one] = "invitations" in made ? made.invitations : [made];
      if (!one) throw new Error("An invitation without an answer");
      return one;
    },
    (cache) => refresh(cache, eventId),
  );
}

export function useChangeInvitation(eventId: string) {
  return useWrite(
    ({ id, ...body }: InvitationInput & { id: string }) =>
      ok(
        client.PUT("/api/invitations/{invitation_id}", {
          params: { path: { invitation_id: id } },
          body,
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

export function useSend(eventId: string) {
  return useWrite(
    ({ id, again = false }: { id: string; again?: boolean }) =>
      ok(
        client.POST("/api/invitations/{invitation_id}/send", {
          params: { path: { invitation_id: id } },
          body: { again },
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

/** Sends several invitations in one request. The response lists those that couldn't be sent. */
export function useSendMany(eventId: string) {
  return useWrite(
    (body: SendChoice) =>
      ok(
        client.POST("/api/events/{event_id}/invitations/send", {
          params: { path: { event_id: eventId } },
          body,
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

export function useCancel(eventId: string) {
  return useWrite(
    (id: string) =>
      ok(
        client.POST("/api/invitations/{invitation_id}/cancel", {
          params: { path: { invitation_id: id } },
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

export function useRestore(eventId: string) {
  return useWrite(
    (id: string) =>
      ok(
        client.POST("/api/invitations/{invitation_id}/restore", {
          params: { path: { invitation_id: id } },
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

export function useAddToParty(eventId: string) {
  return useWrite(
    ({ id, name }: { id: string; name: string }) => {
      const at = name.trim().lastIndexOf(" ");
      const body =
        at < 0
          ? { first_name: name.trim() }
          : { first_name: name.trim().slice(0, at), last_name: name.trim().slice(at + 1) };
      return ok(
        client.POST("/api/invitations/{invitation_id}/guests", {
          params: { path: { invitation_id: id } },
          body,
        }),
      );
    },
    (cache) => refresh(cache, eventId),
  );
}

export function useInvitationsLive(eventId: string) {
  const cache = useQueryClient();
  const channel = `events/${eventId}/invitations`;
  useLive(channel, {
    onMessage: (message) =>
      cache.setQueriesData<InfiniteData<Page<Invitation>>>(
        { queryKey: [...invitationKeys.all(eventId), "list"] },
        (data) =>
          data && {
            ...data,
            pages: data.pages.map((page) => ({
              ...page,
              items: page.items.map((row) => patched(invitationPatches, row, message)),
            })),
          },
      ),
    onResync: () => undefined,
  });
  useRereads(channel, invitationRereads, (key) => invitationKeys[key](eventId));
}
