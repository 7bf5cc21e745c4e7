import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { preferredLocale } from "@/lib/i18n";
import { withNext } from "./next";
import { client, live, meOptions, ok, type Me, type Identity, type Session } from "@/api";
import { turnOffDevice } from "@/features/notifications";

export type { Identity, Session };

export function useMe() {
  return useQuery(meOptions);
}

export interface Credentials {
  account: string;
  password: string;
}

/** Parses the login field: text with an @ is an email address, anything else a phone number. */
export function accountOf(account: string): { email: string } | { phone: string } {
  const text = account.trim();
  return text.includes("@") ? { email: text } : { phone: text };
}

export function useLogIn() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ account, password }: Credentials) =>
      ok(client.POST("/api/auth/login", { body: { ...accountOf(account), password } })),
    onSuccess: () => cache.resetQueries(),
  });
}

export function useRegister() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ name, account, password }: Credentials & { name: string }) =>
      ok(
        client.POST("/api/auth/register", {
          body: {
            name: name.trim(),
            ...accountOf(account),
            password,
            role: "organizer",
            locale: preferredLocale(),
          },
        }),
      ),
    onSuccess: () => cache.resetQueries(),
  });
}

/** A link by mail: to set a password, or to log in. */
export type LinkKind = "reset" | "magic";

/** Has a link mailed, if there is an account with the address. */
export function useAskForLink(kind: LinkKind) {
  return useMutation({
    mutationFn: (email: string) =>
      kind === "reset"
        ? ok(client.POST("/api/auth/password/reset", { body: { email } }))
        : ok(client.POST("/api/auth/magic-link", { body: { email } })),
  });
}

/** Has a code sent to an e-mail address or a phone. */
export function useAskForCode() {
  return useMutation({
    mutationFn: (account: string) =>
      ok(client.POST("/api/auth/otp/request", { body: accountOf(account) })),
  });
}

/** Logs in by the code that was sent there. */
export function useLogInByCode(account: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (code: string) =>
      ok(client.POST("/api/auth/otp/verify", { body: { ...accountOf(account), code } })),
    onSuccess: () => cache.resetQueries(),
  });
}

/** Sets a password by the token of a mailed link, and logs in. */
export function useResetPassword(token: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (password: string) =>
      ok(client.POST("/api/auth/password/reset/confirm", { body: { token, password } })),
    onSuccess: () => cache.resetQueries(),
  });
}

/** Logs in by the token of a mailed link. */
export function useMagicLink(token: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => ok(client.POST("/api/auth/magic-link/confirm", { body: { token } })),
    onSuccess: () => cache.resetQueries(),
  });
}

/** Logs out and reloads the page, so that no personal data stays in memory; `next` is opened after the next log-in. */
export function useLogOut(next?: string) {
  return useMutation({
    mutationFn: async () => {
      // while the session still may; without a network the end of the session does the same
      await turnOffDevice().catch(() => undefined);
      await ok(client.POST("/api/auth/logout"));
    },
    onSettled: () => {
      live.close();
      window.location.assign(withNext("/login", next));
    },
  });
}

export function useChangeAccount() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (change: {
      id: string;
      name?: string;
      email?: string;
      phone?: string;
      password?: string;
      current_password?: string;
    }) => {
      const { id, name, ...rest } = change;
      if (name !== undefined) await ok(client.PATCH("/api/me", { body: { name } }));
      if (Object.keys(rest).length > 0)
        await ok(
          client.PUT("/api/users/{user_id}", { params: { path: { user_id: id } }, body: rest }),
        );
    },
    onSuccess: () => void cache.invalidateQueries({ queryKey: meOptions.queryKey }),
  });
}

/** Closes the account for good. */
export function useCloseAccount() {
  return useMutation({
    mutationFn: () => ok(client.DELETE("/api/me")),
    onSuccess: () => {
      live.close();
      window.location.assign("/login");
    },
  });
}

/** Has a link mailed that confirms the account's address. */
export function useAskForProof() {
  return useMutation({ mutationFn: () => ok(client.POST("/api/auth/email/request")) });
}

export function useKeepPreferences() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (profile: { locale?: Me["profile"]["locale"]; timezone?: string }) =>
      ok(client.PATCH("/api/me/profile", { body: profile })),
    // At once, because the page follows the account's language.
    onMutate: async (profile) => {
      await cache.cancelQueries({ queryKey: meOptions.queryKey });
      cache.setQueryData<Me>(
        meOptions.queryKey,
        (me) => me && { ...me, profile: { ...me.profile, ...profile } },
      );
    },
    onError: () => cache.invalidateQueries({ queryKey: meOptions.queryKey }),
  });
}

const sessionKeys = { all: ["sessions"] as const };

/** The newest sessions of the account; few have more than one page of them. */
export function useSessions() {
  return useQuery({
    queryKey: sessionKeys.all,
    queryFn: () => ok(client.GET("/api/me/sessions", { params: { query: { limit: 200 } } })),
  });
}

export function useRevokeSession() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      ok(client.DELETE("/api/me/sessions/{session_id}", { params: { path: { session_id: id } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: sessionKeys.all }),
  });
}

export function useLogOutElsewhere() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => ok(client.DELETE("/api/me/sessions")),
    onSettled: () => cache.invalidateQueries({ queryKey: sessionKeys.all }),
  });
}

const identityKeys = { all: ["identities"] as const, providers: ["login-providers"] as const };

/** The providers that people can log in with. They change with the server's settings only. */
export function useProviders() {
  return useQuery({
    queryKey: identityKeys.providers,
    queryFn: async () => (await ok(client.GET("/api/auth/oidc"))).items,
    staleTime: Infinity,
  });
}

/** Log-ins at providers that open the account. */
export function useIdentities() {
  return useQuery({
    queryKey: identityKeys.all,
    queryFn: () => ok(client.GET("/api/me/identities")),
  });
}

/** Goes to the provider's page, which leads back with the log-in linked. */
export function useLinkIdentity() {
  return useMutation({
    mutationFn: (provider: string) => ok(client.POST("/api/me/identities", { body: { provider } })),
    onSuccess: ({ url }) => window.location.assign(url),
  });
}

export function useUnlinkIdentity() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      ok(
        client.DELETE("/api/me/identities/{identity_id}", {
          params: { path: { identity_id: id } },
        }),
      ),
    onSettled: () => cache.invalidateQueries({ queryKey: identityKeys.all }),
  });
}
