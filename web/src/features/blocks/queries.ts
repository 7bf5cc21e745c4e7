import { useQuery } from "@tanstack/react-query";
import { client, ok, useWrite } from "@/api";

const keys = { all: ["blocks"] as const };

/** Whom one has blocked, the newest first; at most 200, which is as many as a page has. */
export function useBlocks() {
  return useQuery({
    queryKey: keys.all,
    queryFn: () => ok(client.GET("/api/me/blocks", { params: { query: { limit: 200 } } })),
  });
}

/** Blocks somebody: neither sees the other or the other's events any more. */
export function useBlock() {
  return useWrite(
    (userId: string) =>
      ok(client.POST("/api/users/{user_id}/block", { params: { path: { user_id: userId } } })),
    (cache) => cache.invalidateQueries({ queryKey: keys.all }),
  );
}

export function useUnblock() {
  return useWrite(
    (userId: string) =>
      ok(client.DELETE("/api/users/{user_id}/block", { params: { path: { user_id: userId } } })),
    (cache) => cache.invalidateQueries({ queryKey: keys.all }),
  );
}
