import { useQuery } from "@tanstack/react-query";
import { client, ok, useWrite } from "@/api";

const keys = { mine: ["invites", "mine"] as const };

/** The first invites of one's own that wait for an answer, the newest first. */
export function useMyInvites() {
  return useQuery({
    queryKey: keys.mine,
    queryFn: () =>
      ok(client.GET("/api/me/invites", { params: { query: { status: "pending", limit: 20 } } })),
  });
}

/** Says yes or no to an invite of one's own. */
export function useAnswerInvite() {
  return useWrite(
    ({ id, isYes }: { id: string; isYes: boolean }) => {
      const params = { path: { invite: id } };
      return ok(
        isYes
          ? client.POST("/api/invites/{invite}/accept", { params, body: {} })
          : client.POST("/api/invites/{invite}/decline", { params }),
      );
    },
    (cache) => cache.invalidateQueries({ queryKey: keys.mine }),
  );
}
