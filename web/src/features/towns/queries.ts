import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { client, ok, type Town } from "@/api";

export type { Town };

const leastLetters = 2;

/** Towns that fit what was typed, the best and largest first; none for a single letter. */
export function useTowns(text: string) {
  const q = text.trim();
  return useQuery({
    queryKey: ["towns", q],
    queryFn: async () => (await ok(client.GET("/api/towns", { params: { query: { q } } }))).items,
    enabled: q.length >= leastLetters,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
  });
}
