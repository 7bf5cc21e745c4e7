import { t } from "@lingui/core/macro";
import { Plus } from "lucide-react";
import { useState } from "react";
import { listState, type PromoCode } from "@/api";
import { allows, useEvent } from "@/features/events";
import { useEventId } from "@/lib/useEventId";
import { Button, EmptyState, LinkButton, ListPage, Notice, Page } from "@/ui";
import { PromoForm } from "../components/PromoForm";
import { PromoList } from "../components/PromoList";
import { usePromoCodes, useTicketsLive, useTicketTypes } from "../queries";

/** Promo codes of an event. */
export function PromoPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const promos = usePromoCodes(eventId);
  const types = useTicketTypes(eventId).data ?? [];
  useTicketsLive(eventId);
  const [edited, setEdited] = useState<PromoCode | "new" | null>(null);
  const list = promos.data ?? [];
  if (!event) return null;
  if (!allows(event, "edit_event"))
    return (
      <Page width="narrow">
        <Notice>{t`Only the people who manage this event can change its tickets.`}</Notice>
      </Page>
    );
  const add = (
    <Button
      tone="filled"
      icon={<Plus aria-hidden size={16} />}
      onPress={() => setEdited("new")}
    >{t`Add promo code`}</Button>
  );
  return (
    <ListPage
      narrow
      title={t`Promo codes`}
      intro={t`Whoever enters a code pays less, or sees hidden tickets.`}
      actions={
        <>
          <LinkButton href={`/events/${eventId}/tickets`}>{t`Tickets`}</LinkButton>
          {list.length > 0 && add}
        </>
      }
      list={listState(promos)}
      count={list.length}
      lines={4}
      empty={
        <EmptyState
          drawing="envelope"
          title={t`No promo codes yet`}
          action={add}
        >{t`For friends, members or a campaign: each code shows how often it was used.`}</EmptyState>
      }
      beside={
        edited && (
          <PromoForm
            event={event}
            types={types}
            promo={edited === "new" ? null : edited}
            onClose={() => setEdited(null)}
          />
        )
      }
    >
      <PromoList event={event} types={types} promos={list} onEdit={setEdited} />
    </ListPage>
  );
}
