import { t } from "@lingui/core/macro";
import { messageOf } from "@/api";
import { useProviders } from "@/features/identity";
import { useEventId } from "@/lib/useEventId";
import { Button, Card, Notice } from "@/ui";
import { useGoogleContacts } from "../contacts";

/** The way to Google and back with contacts; nothing if the server doesn't know Google. */
export function GoogleContacts() {
  const eventId = useEventId();
  const providers = useProviders();
  const visit = useGoogleContacts(eventId);
  if (!providers.data?.some((one) => one.name === "google")) return null;
  return (
    <Card title={t`Or take them from Google Contacts`}>
      <div className="flex flex-col gap-4 py-2">
        <p id="google-contacts" className="text-sm text-quiet">
          {t`Names, e-mail addresses, phone numbers, companies and postal addresses are read once; nothing is changed in Google. You see them before anyone is imported.`}
        </p>
        {visit.isError && <Notice tone="danger">{messageOf(visit.error)}</Notice>}
        <div>
          <Button
            // the page is left, so it stays pending
            isPending={visit.isPending || visit.isSuccess}
            aria-describedby="google-contacts"
            onPress={() => visit.mutate()}
          >
            {t`Read Google Contacts`}
          </Button>
        </div>
      </div>
    </Card>
  );
}

/** Why Google's contacts weren't read, and what to do. */
function textOf(reason: string): string {
  switch (reason) {
    case "canceled":
      return t`You canceled at Google, so no contacts were read. Try again, or upload a file.`;
    case "expired":
      return t`Your visit to Google took too long, was begun in another window, or was used already. Try again.`;
    case "no-scope":
      return t`You didn't let your contacts be read. Try again, and tick the box for contacts on Google's page.`;
    case "no-right":
      return t`You can't import guests to this event. Ask an admin of the event.`;
    case "not-taken":
      return t`Google didn't accept your permission. Try again; if that doesn't help, upload an export of your contacts.`;
    case "not-enabled":
      return t`Google doesn't let this server read contacts. Ask whoever runs it to enable the People API, or upload an export of your contacts.`;
    case "busy":
      return t`Google is asked too often right now. Wait a minute, then try again.`;
    case "too-many":
      return t`You have more contacts than can be read at once, which is 25,000 at the most. Export a part of them at contacts.google.com as CSV, and upload the file.`;
    case "none":
      return t`This Google account has no contacts with a name, an e-mail address or a phone number. Try again with another account, or upload a file.`;
    case "waiting":
      return t`Many files are being read right now. Try again in a moment.`;
    default:
      return t`Google can't be reached, or its answer can't be read. Try again in a few minutes, or upload an export of your contacts.`;
  }
}

/** Says why nothing was brought. */
export function ContactsRefused({ reason }: { reason: string }) {
  return <Notice tone={reason === "canceled" ? "info" : "danger"}>{textOf(reason)}</Notice>;
}
