import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { client, ok, useWrite, type Attendee, type BookGuest } from "@/api";
import { guestKeys } from "./queries";

export type EmailFault = NonNullable<BookGuest["email_fault"]>;

/** Why nothing is sent to a guest's e-mail; undefined if something is, or to those who don't have the address book. */
export function useEmailFault(eventId: string, guest: Attendee): EmailFault | undefined {
  const entry = useQuery({
    queryKey: guestKeys.contacts(eventId, guest.id, guest.version),
    queryFn: () =>
      ok(client.GET("/api/guests/{guest_id}", { params: { path: { guest_id: guest.guest_id } } })),
    retry: false,
  });
  return entry.data?.email_fault ?? undefined;
}

/** Sends mails to a guest's e-mail again. */
export function useTryEmailAgain() {
  return useWrite(
    (guest_id: string) =>
      ok(client.POST("/api/guests/{guest_id}/email/try-again", { params: { path: { guest_id } } })),
    (cache) =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ["book"] }),
        cache.invalidateQueries({ queryKey: ["guests"] }),
      ]),
  );
}

/** Why an address takes no mail, in words. */
export function reasonOf({ kind }: EmailFault): string {
  switch (kind) {
    case "no_mailbox":
      return t`this address doesn't exist`;
    case "no_domain":
      return t`there is no mail server for the part behind the @`;
    case "refused":
      return t`their mail server takes nothing for this address`;
    case "complaint":
      return t`marked as spam`;
  }
}
