import { t } from "@lingui/core/macro";
import { messageOf, type Attendee } from "@/api";
import { dayOf, localZone } from "@/lib/dates";
import { Button, Notice, toast } from "@/ui";
import { reasonOf, useEmailFault, useTryEmailAgain, type EmailFault as Fault } from "../emailFault";

interface Props {
  /** The guest's id in the address book. */
  guestId: string;
  fault: Fault;
  canEdit: boolean;
}

/** A guest's e-mail takes no mail: why, since when, and the way to try it again. */
export function EmailFault({ guestId, fault, canEdit }: Props) {
  const again = useTryEmailAgain();
  const isComplaint = fault.kind === "complaint";
  const reason = reasonOf(fault);
  const day = dayOf(fault.at, localZone());
  return (
    <Notice tone="warning">
      <p className="font-medium">
        {isComplaint ? t`A mail was marked as spam on ${day}` : t`Mail bounced: ${reason}`}
      </p>
      <p>
        {isComplaint
          ? t`They get no more mails. They can turn them on again by the link in an earlier mail.`
          : t`Nothing has been sent there since ${day}. Correct the address, or try it again.`}
      </p>
      {fault.text && (
        <p dir="ltr" className="mt-1 text-xs break-words">
          {fault.text}
        </p>
      )}
      {canEdit && !isComplaint && (
        <div className="mt-2">
          <Button
            size="small"
            isPending={again.isPending}
            onPress={() =>
              again.mutate(guestId, {
                onSuccess: () => toast.show(t`Mails go to this address again`),
                onError: (error) => toast.error(messageOf(error)),
              })
            }
          >{t`Try this address again`}</Button>
        </div>
      )}
    </Notice>
  );
}

/** The same for somebody on an event's list; nothing if mails reach them, as far as is known. */
export function AttendeeEmailFault({ eventId, guest }: { eventId: string; guest: Attendee }) {
  const fault = useEmailFault(eventId, guest);
  return fault ? <EmailFault guestId={guest.guest_id} fault={fault} canEdit /> : null;
}
