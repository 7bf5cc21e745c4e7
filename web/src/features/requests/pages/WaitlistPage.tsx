import { t } from "@lingui/core/macro";
import { useState } from "react";
import { listState, messageOf, type WaitlistEntry } from "@/api";
import { allows, useEvent } from "@/features/events";
import { useEventId } from "@/lib/useEventId";
import { EmptyState, LinkButton, ListPage, toast } from "@/ui";
import { OfferDialog } from "../components/OfferDialog";
import { WaitlistRow } from "../components/WaitlistRow";
import { useLeave, useOffer, useWaitlist } from "../queries";

/** Who waits for a place, in the order of the line, and to whom places are offered. */
export function WaitlistPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const entries = useWaitlist(eventId);
  const offer = useOffer(eventId);
  const leave = useLeave(eventId);
  const [outOfTurn, setOutOfTurn] = useState<WaitlistEntry | null>(null);
  const items = entries.data?.pages.flatMap((page) => page.items) ?? [];
  const fail = (error: Error) => void toast.error(messageOf(error));
  const give = (entry: WaitlistEntry, reason: string) =>
    offer.mutate(
      { id: entry.id, reason },
      {
        onError: fail,
        onSuccess: () => {
          setOutOfTurn(null);
          toast.show(t`Offered`);
        },
      },
    );
  return (
    <ListPage
      narrow
      title={t`Waiting list`}
      intro={t`An offer keeps the places for a while. Without an answer they go to the next in line.`}
      actions={<LinkButton href={`/events/${eventId}/requests`}>{t`Requests`}</LinkButton>}
      list={listState(entries)}
      count={items.length}
      empty={
        <EmptyState
          drawing="list"
          title={t`Nobody is waiting`}
          action={null}
        >{t`When the event is full, people can wait for a place on its page.`}</EmptyState>
      }
      beside={
        outOfTurn && (
          <OfferDialog
            entry={outOfTurn}
            isPending={offer.isPending}
            onClose={() => setOutOfTurn(null)}
            onOffer={(reason) => give(outOfTurn, reason)}
          />
        )
      }
    >
      <ol className="divide-y divide-line">
        {items.map((entry) => (
          <WaitlistRow
            key={entry.id}
            entry={entry}
            zone={event?.timezone ?? "UTC"}
            canDecide={event ? allows(event, "edit_guests") : false}
            onOffer={() => (entry.position === 1 ? give(entry, "") : setOutOfTurn(entry))}
            onRemove={() => leave.mutate(entry.id, { onError: fail })}
          />
        ))}
      </ol>
    </ListPage>
  );
}
