import { useQuery } from "@tanstack/react-query";
import {
  client,
  ok,
  useWrite,
  type NewApiKey,
  type NewOrganization,
  type OrganizationChange,
  type OrganizationRole,
} from "@/api";

export const organizationKeys = {
  all: ["organizations"] as const,
  list: ["organizations", "list"] as const,
  members: (id: string) => ["organizations", "members", id] as const,
  keys: (id: string) => ["organizations", "keys", id] as const,
};

/** The organizations that the user is a member of; the oldest, their own, comes first. */
export function useOrganizations() {
  return useQuery({
    queryKey: organizationKeys.list,
    queryFn: () => ok(client.GET("/api/organizations", { params: { query: { limit: 200 } } })),
    select: (page) => page.items,
  });
}

const inside = (id: string) => ({ params: { path: { organization_id: id } } });
const memberOf = (id: string, user: string) => ({
  params: { path: { organization_id: id, user_id: user } },
});

export function useCreateOrganization() {
  return useWrite(
    (body: NewOrganization) => ok(client.POST("/api/organizations", { body })),
    (cache) => cache.invalidateQueries({ queryKey: organizationKeys.list }),
  );
}

export function useChangeOrganization(id: string) {
  return useWrite(
    (body: OrganizationChange) =>
      ok(client.PATCH("/api/organizations/{organization_id}", { ...inside(id), body })),
    (cache) => cache.invalidateQueries({ queryKey: organizationKeys.list }),
  );
}

/** The first 200 members, in the order they were added. */
export function useMembers(id: string) {
  return useQuery({
    queryKey: organizationKeys.members(id),
    queryFn: () =>
      ok(
        client.GET("/api/organizations/{organization_id}/members", {
          params: { path: { organization_id: id }, query: { limit: 200 } },
        }),
      ),
    select: (page) => page.items,
  });
}

export function useAddMember(id: string) {
  return useWrite(
    (body: { email: string; role: OrganizationRole }) =>
      ok(client.POST("/api/organizations/{organization_id}/members", { ...inside(id), body })),
    (cache) => cache.invalidateQueries({ queryKey: organizationKeys.members(id) }),
  );
}

/** Mails an invitation again. */
export function useSendAgain(id: string) {
  return useWrite(
    (member: string) =>
      ok(
        client.POST(
          "/api/organizations/{organization_id}/members/{user_id}/send",
          memberOf(id, member),
        ),
      ),
    (cache) => cache.invalidateQueries({ queryKey: organizationKeys.members(id) }),
  );
}

/** Joins an organization by the token of a mailed link. */
export function useJoinOrganization() {
  return useWrite(
    (token: string) => ok(client.POST("/api/organizations/accept", { body: { token } })),
    (cache) => cache.invalidateQueries({ queryKey: organizationKeys.all }),
  );
}

export function useChangeMember(id: string) {
  return useWrite(
    ({ user, role }: { user: string; role: OrganizationRole }) =>
      ok(
        client.PATCH("/api/organizations/{organization_id}/members/{user_id}", {
          ...memberOf(id, user),
          body: { role },
        }),
      ),
    (cache) => cache.invalidateQueries({ queryKey: organizationKeys.all }),
  );
}

export function useRemoveMember(id: string) {
  return useWrite(
    (user: string) =>
      ok(
        client.DELETE("/api/organizations/{organization_id}/members/{user_id}", memberOf(id, user)),
      ),
    (cache) => cache.invalidateQueries({ queryKey: organizationKeys.all }),
  );
}

export function useApiKeys(id: string) {
  return useQuery({
    queryKey: organizationKeys.keys(id),
    queryFn: () =>
      ok(client.GET("/api/api-keys", { params: { query: { organization_id: id, limit: 200 } } })),
    select: (page) => page.items,
  });
}

export function useCreateKey(id: string) {
  return useWrite(
    (body: Omit<NewApiKey, "organization_id">) =>
      ok(client.POST("/api/api-keys", { body: { ...body, organization_id: id } })),
    (cache) => cache.invalidateQueries({ queryKey: organizationKeys.keys(id) }),
  );
}

export function useRevokeKey(id: string) {
  return useWrite(
    (key: string) =>
      ok(client.DELETE("/api/api-keys/{key_id}", { params: { path: { key_id: key } } })),
    (cache) => cache.invalidateQueries({ queryKey: organizationKeys.keys(id) }),
  );
}
