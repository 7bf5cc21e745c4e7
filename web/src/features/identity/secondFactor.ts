import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { client, ok, Problem, renewTokens } from "@/api";

const keys = { all: ["totp"] as const };

/** The token of a log-in's first step, if that is all that it lacks. */
export function firstStepOf(error: unknown): string | null {
  if (!(error instanceof Problem) || error.type !== "/problems/second-factor") return null;
  return typeof error.body.token === "string" ? error.body.token : null;
}

/** Whether a mailed link no longer works. */
export function isDeadLink(error: unknown): boolean {
  return error instanceof Problem && error.status === 401 && firstStepOf(error) === null;
}

/** What to do with a log-in's error: leads on to the second step if that is all it lacks. */
export function useLeadOn(next: string | undefined): (error: unknown) => void {
  const navigate = useNavigate();
  return (error) => {
    const token = firstStepOf(error);
    if (token !== null) void navigate({ to: "/login/second", search: { next }, hash: token });
  };
}

/** What proves the second step: a code of the app, or a recovery code. */
export type SecondProof = { code: string } | { recovery_code: string };

export function useSecondStep(token: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (proof: SecondProof) =>
      ok(client.POST("/api/auth/second-factor", { body: { token, ...proof } })),
    onSuccess: () => cache.resetQueries(),
  });
}

export function useApp() {
  return useQuery({ queryKey: keys.all, queryFn: () => ok(client.GET("/api/me/totp")) });
}

/** A new secret for an app; nothing changes until a code of it is typed in. */
export function useSetUpApp() {
  return useMutation({ mutationFn: () => ok(client.POST("/api/me/totp")) });
}

/** What a code of the app does: turn codes on, turn them off, or make new recovery codes. */
export type Change = "confirm" | "turn-off" | "recovery-codes";

/** Returns the recovery codes, which are shown once; none when codes are turned off. */
export function useChangeApp(change: Change) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (code: string): Promise<string[]> => {
      if (change === "turn-off") {
        await ok(client.POST("/api/me/totp/turn-off", { body: { code } }));
        return [];
      }
      const made =
        change === "confirm"
          ? await ok(client.POST("/api/me/totp/confirm", { body: { code } }))
          : await ok(client.POST("/api/me/totp/recovery-codes", { body: { code } }));
      if (change === "confirm") await renewTokens();
      return made.recovery_codes;
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.all }),
  });
}
