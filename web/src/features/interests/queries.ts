import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client, ok } from "@/api";

const interestKeys = { all: ["interests"] as const, mine: ["my-interests"] as const };

/** The interests that can be chosen. They change with the server's settings only. */
export function useInterests() {
  return useQuery({
    queryKey: interestKeys.all,
    queryFn: async () =>
      (await ok(client.GET("/api/interests", { params: { query: { limit: 200 } } }))).items,
    staleTime: Infinity,
  });
}

/** Whether there is anything to discover. */
export function useHasPublicEvents() {
  return useQuery({
    queryKey: ["public-events"] as const,
    queryFn: async () => {
      const query = { limit: 1 };
      return (await ok(client.GET("/api/events/discover", { params: { query } }))).items.length > 0;
    },
  });
}

export function useMyInterests() {
  return useQuery({
    queryKey: interestKeys.mine,
    queryFn: async () => (await ok(client.GET("/api/me/interests"))).interests,
  });
}

export function useChooseInterests() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (interests: string[]) =>
      ok(client.PATCH("/api/me/interests", { body: { interests } })),
    onSuccess: (mine) => cache.setQueryData(interestKeys.mine, mine.interests),
  });
}
