import { t } from "@lingui/core/macro";
import { useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import { client, messageOf, ok, Problem, renewTokens, type Passkey } from "@/api";

export type { Passkey };

const keys = { all: ["passkeys"] as const };
const DECLINED = "convite.passkey-declined";

/** Whether this browser has passkeys for this page. None has them for bare IP addresses. */
export function hasPasskeys(): boolean {
  const { hostname } = window.location;
  return "PublicKeyCredential" in window && !/^(\d+\.){3}\d+$|:/.test(hostname);
}

/** What went wrong, in words; null if somebody only changed their mind. */
export function passkeyFault(error: unknown): string | null {
  if (error instanceof Problem) return messageOf(error);
  const { name } = error as Error;
  if (name === "NotAllowedError" || name === "AbortError") return null;
  if (name === "InvalidStateError") return t`This device already has a passkey for your account.`;
  return t`Your browser couldn't use a passkey here. Try another browser or device.`;
}

export function usePasskeys() {
  return useQuery({
    queryKey: keys.all,
    queryFn: async () => (await ok(client.GET("/api/me/passkeys"))).items,
  });
}

/** Has the device make a passkey, and adds it to the account. */
export function useAddPasskey() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const { options } = await ok(client.POST("/api/me/passkeys/options"));
      const { startRegistration } = await import("@simplewebauthn/browser");
      const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
      const credential = { ...(await startRegistration({ optionsJSON })) };
      const added = await ok(client.POST("/api/me/passkeys", { body: { credential } }));
      await renewTokens();
      return added;
    },
    onSettled: () => cache.invalidateQueries({ queryKey: keys.all }),
  });
}

export function useRenamePasskey() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      ok(
        client.PATCH("/api/me/passkeys/{passkey_id}", {
          params: { path: { passkey_id: id } },
          body: { name },
        }),
      ),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.all }),
  });
}

export function useRemovePasskey() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      ok(client.DELETE("/api/me/passkeys/{passkey_id}", { params: { path: { passkey_id: id } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.all }),
  });
}

/** Asks for a passkey: at once, or among what the browser fills into the log-in's first field. */
async function logInByPasskey(useBrowserAutofill: boolean) {
  const { options } = await ok(client.POST("/api/auth/passkeys/options"));
  const { startAuthentication } = await import("@simplewebauthn/browser");
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  const credential = { ...(await startAuthentication({ optionsJSON, useBrowserAutofill })) };
  return ok(client.POST("/api/auth/passkeys/login", { body: { credential } }));
}

export function useLogInByPasskey() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ isAutofill }: { isAutofill: boolean }) => logInByPasskey(isAutofill),
    onSuccess: () => cache.resetQueries(),
  });
}

/** Whether the browser offers passkeys among what it fills in. */
export async function canAutofill(): Promise<boolean> {
  if (!hasPasskeys()) return false;
  return (await PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false;
}

/** Stops waiting for a passkey that the browser would fill in. */
export async function stopAutofill(): Promise<void> {
  const { WebAuthnAbortService } = await import("@simplewebauthn/browser");
  WebAuthnAbortService.cancelCeremony();
}

/** Whether to offer somebody who just logged in a passkey: this device can have one, they have none, and they haven't declined here. */
export async function shouldOfferPasskey(cache: QueryClient): Promise<boolean> {
  if (!hasPasskeys() || localStorage.getItem(DECLINED) !== null) return false;
  try {
    if (!(await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable())) return false;
    const queryFn = async () => (await ok(client.GET("/api/me/passkeys"))).items;
    return (await cache.fetchQuery({ queryKey: keys.all, queryFn })).length === 0;
  } catch {
    return false;
  }
}

/** Isn't offered on this device again; the account page still has it. */
export function declinePasskey(): void {
  localStorage.setItem(DECLINED, "1");
}
