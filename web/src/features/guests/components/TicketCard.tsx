import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf } from "@/api";
import { Button, Chip, Confirm, toast } from "@/ui";
import { useReissue, useTicket } from "../queries";

/** A guest's ticket. It can be reissued if a copy has leaked. */
export function TicketCard({
  attendeeId,
  name,
  canEdit,
}: {
  attendeeId: string;
  name: string;
  canEdit: boolean;
}) {
  const ticket = useTicket(attendeeId).data;
  const reissue = useReissue(attendeeId);
  const [isAsking, setAsking] = useState(false);
  if (!ticket) return null;
  const words = { valid: t`Valid`, used: t`Checked in with it`, revoked: t`Revoked` };
  const tones = { valid: "positive", used: "info", revoked: "danger" } as const;
  return (
    <section className="flex flex-col items-start gap-2">
      <h3 className="text-sm font-medium">{t`Ticket`}</h3>
      <p className="flex flex-wrap items-center gap-3 text-sm">
        <bdi data-figures className="tracking-wide">
          {ticket.serial}
        </bdi>
        <Chip tone={tones[ticket.status]}>{words[ticket.status]}</Chip>
      </p>
      {ticket.tag_uid && (
        <p className="text-sm text-quiet">
          {t`Tag`} <bdi>{ticket.tag_uid}</bdi>
        </p>
      )}
      {canEdit && ticket.status !== "revoked" && (
        <Button onPress={() => setAsking(true)}>{t`Reissue ticket`}</Button>
      )}
      <Confirm
        title={t`Reissue the ticket for ${name}?`}
        action={t`Reissue ticket`}
        isOpen={isAsking}
        isPending={reissue.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          reissue.mutate(ticket.id, {
            onSuccess: () => {
              setAsking(false);
              toast.show(t`The old ticket no longer works`);
            },
            onError: (error) => toast.error(messageOf(error)),
          })
        }
      >
        <p>{t`Every copy of the old ticket stops working right away. The new one is on the guest's page, at the same link.`}</p>
      </Confirm>
    </section>
  );
}
