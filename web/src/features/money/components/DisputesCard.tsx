import { t } from "@lingui/core/macro";
import { listState } from "@/api";
import { disputeLabel } from "@/features/orders";
import { dayAndTime } from "@/lib/dates";
import { amount } from "@/lib/money";
import { Chip, ListCard, TextLink } from "@/ui";
import { useDisputes } from "../queries";

/** What buyers' banks take back, and until when evidence can be handed in; nothing without disputes. */
export function DisputesCard({ eventId, zone }: { eventId: string; zone: string }) {
  const disputes = useDisputes(eventId);
  const rows = disputes.data?.pages.flatMap((page) => page.items) ?? [];
  if (rows.length === 0 && !disputes.isError) return null;
  return (
    <ListCard title={t`Disputes`} list={listState(disputes)} count={rows.length} empty={null}>
      <ul className="divide-y divide-line">
        {rows.map((dispute) => {
          const { word, tone } = disputeLabel(dispute.status);
          const due = dispute.due_at && dayAndTime(dispute.due_at, zone);
          return (
            <li
              key={dispute.id}
              className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 px-5 py-3 text-sm"
            >
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-2">
                  <span data-figures className="font-medium">
                    {amount(dispute.amount, dispute.currency)}
                  </span>
                  <Chip tone={tone}>{word}</Chip>
                </p>
                {dispute.status === "needs_response" && due && (
                  <p className="text-danger">{t`Evidence due ${due}`}</p>
                )}
                {dispute.reason && (
                  <p className="text-quiet">
                    <bdi>{dispute.reason}</bdi>
                  </p>
                )}
              </div>
              <TextLink href={`/events/${eventId}/orders/${dispute.order_id}`}>
                {t`Open order`}
              </TextLink>
            </li>
          );
        })}
      </ul>
    </ListCard>
  );
}
