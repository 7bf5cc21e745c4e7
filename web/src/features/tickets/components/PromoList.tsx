import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type EventRow, type PromoCode, type TicketType } from "@/api";
import { dayAndTime } from "@/lib/dates";
import { useNow } from "@/lib/useNow";
import { Chip, Confirm, Menu, Notice, toast } from "@/ui";
import { promoLabel, promoState, promoStateLabel } from "../model";
import { useRemovePromo, useSavePromo } from "../queries";

interface Props {
  event: EventRow;
  types: TicketType[];
  promos: PromoCode[];
  onEdit: (promo: PromoCode) => void;
}

/** Promo codes: what they do, how often they were used, and whether they can be used now. */
export function PromoList({ event, types, promos, onEdit }: Props) {
  const now = useNow();
  const save = useSavePromo(event.id);
  const [asked, setAsked] = useState<PromoCode | null>(null);
  const turn = (promo: PromoCode) =>
    save.mutate(
      { id: promo.id, version: promo.version, is_active: !promo.is_active },
      { onError: (error) => void toast.error(messageOf(error)) },
    );
  return (
    <>
      <ul className="divide-y divide-line">
        {promos.map((promo) => {
          const state = promoStateLabel(promoState(promo, now));
          const names = types.filter((type) => promo.ticket_type_ids.includes(type.id));
          return (
            <li key={promo.id} className="flex items-start gap-4 px-5 py-4">
              <div className="min-w-0 flex-1 text-sm">
                <p className="flex flex-wrap items-center gap-2">
                  <bdi className="font-medium break-all">{promo.code}</bdi>
                  <Chip tone={state.tone}>{state.word}</Chip>
                  <span>{promoLabel(promo, event.currency)}</span>
                </p>
                <p data-figures className="mt-1 flex flex-wrap gap-x-3 text-quiet">
                  <span>{usesLabel(promo)}</span>
                  {promo.ends_at && (
                    <span>{t`until ${dayAndTime(promo.ends_at, event.timezone)}`}</span>
                  )}
                </p>
                {names.length > 0 && (
                  <p className="mt-1 flex flex-wrap gap-1">
                    {names.map((type) => (
                      <Chip key={type.id}>
                        <bdi className="truncate">{type.name}</bdi>
                      </Chip>
                    ))}
                  </p>
                )}
              </div>
              <Menu
                label={t`More about ${promo.code}`}
                actions={[
                  { id: "edit", label: t`Edit`, onAction: () => onEdit(promo) },
                  {
                    id: "turn",
                    label: promo.is_active ? t`Switch off` : t`Switch on`,
                    onAction: () => turn(promo),
                  },
                  {
                    id: "remove",
                    label: t`Remove`,
                    isDanger: true,
                    startsGroup: true,
                    onAction: () => setAsked(promo),
                  },
                ]}
              />
            </li>
          );
        })}
      </ul>
      {asked && <RemovePromo eventId={event.id} promo={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function usesLabel({ used, quota }: PromoCode): string {
  if (quota === null)
    return plural(used, { 0: "Not used yet", one: "Used once", other: "Used # times" });
  return t`Used ${used} of ${quota} times`;
}

function RemovePromo({
  eventId,
  promo,
  onClose,
}: {
  eventId: string;
  promo: PromoCode;
  onClose: () => void;
}) {
  const remove = useRemovePromo(eventId);
  return (
    <Confirm
      title={t`Remove “${promo.code}”?`}
      action={t`Remove`}
      isDanger
      isOpen
      isPending={remove.isPending}
      onClose={onClose}
      onConfirm={() => remove.mutate(promo.id, { onSuccess: onClose })}
    >
      {remove.isError ? (
        <Notice tone="danger">{messageOf(remove.error)}</Notice>
      ) : (
        <p>{t`It can no longer be used. A code that an order has used can't be removed; switch it off instead.`}</p>
      )}
    </Confirm>
  );
}
