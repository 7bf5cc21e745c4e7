import { t } from "@lingui/core/macro";
import type { Order, OrderLine, TicketType } from "@/api";
import { amount } from "@/lib/money";
import { Card, Chip } from "@/ui";

/** The tickets and extras of an order, with the people they are for. */
export function LinesCard({ order, types }: { order: Order; types: TicketType[] }) {
  return (
    <Card flush title={t`Tickets`}>
      <ul className="divide-y divide-line">
        {order.lines.map((line) => {
          const ticket = order.tickets.find((one) => one.attendee_id === line.attendee_id);
          return (
            <li key={line.id} className="flex items-start justify-between gap-4 px-5 py-3 text-sm">
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-2">
                  <bdi className="font-medium break-words">{typeName(line, types)}</bdi>
                  {line.canceled_at && <Chip tone="danger">{t`Canceled`}</Chip>}
                  {ticket?.status === "used" && <Chip tone="info">{t`Checked in`}</Chip>}
                </p>
                <p className="flex flex-wrap gap-x-2 text-quiet">
                  {ticket || line.name ? (
                    <bdi className="min-w-0 break-words">{ticket?.name ?? line.name}</bdi>
                  ) : (
                    !isAddon(line, types) && t`No name yet`
                  )}
                  {line.transferred_at && !line.canceled_at && t`Passed on`}
                  {ticket && !line.canceled_at && (
                    <bdi data-figures dir="ltr">
                      {ticket.serial}
                    </bdi>
                  )}
                </p>
              </div>
              <p data-figures className="flex shrink-0 flex-col text-end">
                <span className={line.canceled_at ? "line-through" : undefined}>
                  {amount(line.amount, order.currency)}
                </span>
                {line.refunded > 0 && (
                  <span className="text-xs text-quiet">
                    {t`${amount(line.refunded, order.currency)} refunded`}
                  </span>
                )}
              </p>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

/** The name of what a line is of. */
export function typeName(line: OrderLine, types: TicketType[]): string {
  return types.find((one) => one.id === line.ticket_type_id)?.name ?? t`Ticket`;
}

function isAddon(line: OrderLine, types: TicketType[]): boolean {
  return types.some((one) => one.id === line.ticket_type_id && one.is_addon);
}
