import { t } from "@lingui/core/macro";
import { Plus } from "lucide-react";
import { useState } from "react";
import { listState, messageOf, type TicketType } from "@/api";
import { allows, useEvent } from "@/features/events";
import { TestModeNotice } from "@/features/paymentaccounts";
import { useEventId } from "@/lib/useEventId";
import {
  Button,
  Confirm,
  EmptyState,
  LinkButton,
  ListCard,
  Notice,
  Page,
  PageHead,
  TextLink,
  toast,
} from "@/ui";
import { EmbedCard } from "../components/EmbedCard";
import { TypeForm } from "../components/TypeForm";
import { TypeList } from "../components/TypeList";
import {
  useChangeType,
  useOrderTypes,
  useRemoveType,
  useTicketsLive,
  useTicketTypes,
} from "../queries";

const fail = (error: Error) => void toast.error(messageOf(error));

/** The types of tickets of an event: prices, how many are gone, and whether they are sold. */
export function TicketsPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const types = useTicketTypes(eventId);
  useTicketsLive(eventId);
  const order = useOrderTypes(eventId);
  const change = useChangeType(eventId);
  const [edited, setEdited] = useState<TicketType | "new" | null>(null);
  const [asked, setAsked] = useState<TicketType | null>(null);
  const list = types.data ?? [];
  if (!event) return null;
  if (!allows(event, "edit_event"))
    return (
      <Page width="narrow">
        <PageHead title={t`Tickets`} />
        <Notice>{t`Only the people who manage this event can change its tickets.`}</Notice>
      </Page>
    );
  const add = (
    <Button
      tone="filled"
      icon={<Plus aria-hidden size={16} />}
      onPress={() => setEdited("new")}
    >{t`Add tickets`}</Button>
  );
  const base = `/events/${eventId}`;
  return (
    <Page width="narrow">
      <PageHead
        title={t`Tickets`}
        actions={
          <>
            <LinkButton href={`${base}/promo-codes`}>{t`Promo codes`}</LinkButton>
            <LinkButton href={`${base}/sale-terms`}>{t`Terms of sale`}</LinkButton>
          </>
        }
      >{t`What people can order on the event's page, in this order.`}</PageHead>
      <TestModeNotice event={event} isShown={list.some((one) => one.price > 0)} />
      {event.approval === "request" && (
        <Notice>
          {t`People ask to come first, and order once you have said yes.`}{" "}
          <TextLink href={`${base}/settings`}>{t`Let anybody order`}</TextLink>
        </Notice>
      )}
      <ListCard
        title={t`Ticket types`}
        actions={add}
        list={listState(types)}
        count={list.length}
        lines={4}
        empty={
          <EmptyState
            drawing="list"
            title={t`No tickets yet`}
            action={add}
          >{t`Free or paid: people order them on the event's page and are on the guest list at once.`}</EmptyState>
        }
      >
        <TypeList
          types={list}
          currency={event.currency}
          zone={event.timezone}
          isMoving={order.isPending}
          onOrder={(next) => order.mutate(next, { onError: fail })}
          onEdit={setEdited}
          onSale={(type, is_on_sale) =>
            change.mutate(
              { id: type.id, version: type.version, is_on_sale },
              {
                onSuccess: () =>
                  toast.show(
                    is_on_sale ? t`“${type.name}” is on sale` : t`“${type.name}” is off sale`,
                  ),
                onError: fail,
              },
            )
          }
          onRemove={setAsked}
        />
      </ListCard>
      {list.length > 0 && <EmbedCard event={event} />}
      {edited && (
        <TypeForm
          event={event}
          type={edited === "new" ? null : edited}
          position={list.length}
          onClose={() => setEdited(null)}
        />
      )}
      {asked && <RemoveType eventId={eventId} type={asked} onClose={() => setAsked(null)} />}
    </Page>
  );
}

/** Removes a type that nobody ordered; one that was can only be taken off sale. */
function RemoveType({
  eventId,
  type,
  onClose,
}: {
  eventId: string;
  type: TicketType;
  onClose: () => void;
}) {
  const remove = useRemoveType(eventId);
  return (
    <Confirm
      title={t`Remove “${type.name}”?`}
      action={t`Remove`}
      isDanger
      isOpen
      isPending={remove.isPending}
      onClose={onClose}
      onConfirm={() => remove.mutate(type.id, { onSuccess: onClose })}
    >
      {remove.isError ? (
        <Notice tone="danger">{messageOf(remove.error)}</Notice>
      ) : (
        <p>{t`It is no longer offered. Tickets that somebody has ordered can't be removed; take them off sale instead.`}</p>
      )}
    </Confirm>
  );
}
