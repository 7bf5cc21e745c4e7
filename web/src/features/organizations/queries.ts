import { useQuery } from "@tanstack/react-query";
import { client, ok } from "@/api";

export const organizationKeys = {
  all: ["organizations"] as const,
  list: ["organizations", "list"] as const,
};

/** The organizations that the user is a member of; the oldest, their own, comes first. */
export function useOrganizations() {
  return useQuery({
    queryKey: organizationKeys.list,
    queryFn: () => ok(client.GET("/api/organizations", { params: { query: { limit: 200 } } })),
    select: (page) => page.items,
  });
}
