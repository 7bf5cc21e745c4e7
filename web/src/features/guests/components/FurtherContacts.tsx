import { t } from "@lingui/core/macro";
import type { Attendee } from "@/api";
import { Notice } from "@/ui";
import { useContacts } from "../queries";

/** The guest's other numbers and addresses, and what an import couldn't read and somebody has to correct. */
export function FurtherContacts({ eventId, guest }: { eventId: string; guest: Attendee }) {
  const contacts = useContacts(eventId, guest).data ?? [];
  const readable = contacts.filter((contact) => contact.is_readable);
  const unreadable = contacts.filter((contact) => !contact.is_readable);
  return (
    <>
      {unreadable.map(({ kind, value }) => (
        <Notice key={value} tone="warning">
          {kind === "email"
            ? t`The list that was imported has this as the e-mail. Correct it below:`
            : t`The list that was imported has this as the phone. Correct it below:`}{" "}
          <bdi className="font-medium break-words">{value}</bdi>
        </Notice>
      ))}
      {readable.length > 0 && (
        <section className="flex flex-col gap-1 text-sm">
          <h3 className="font-medium">{t`More ways to reach them`}</h3>
          <ul className="flex flex-col gap-1">
            {readable.map(({ kind, value }) => (
              <li key={value}>
                <a
                  dir="ltr"
                  className="text-accent-text underline"
                  href={kind === "email" ? `mailto:${value}` : `tel:${value}`}
                >
                  {value}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
