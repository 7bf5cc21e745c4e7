import { t } from "@lingui/core/macro";
import type { CurrencySales, TicketType } from "@/api";
import { channelLabel } from "@/features/orders";
import { plainDay } from "@/lib/dates";
import { amount } from "@/lib/money";
import { count } from "@/lib/numbers";
import { Card, Chart, Chip } from "@/ui";
import { everyDay } from "../model";
import { SalesTable } from "./SalesTable";

/** What was sold in one currency: in all, over time, by type of tickets and by channel. */
export function CurrencyCard({ book, types }: { book: CurrencySales; types: TicketType[] }) {
  const { currency, total } = book;
  const days = everyDay(book.days);
  const money = (minor: number) => amount(minor, currency);
  const figures: [string, string][] = [
    [t`Tickets`, count(total.tickets)],
    [t`Gross`, money(total.gross)],
    [t`Refunded`, money(0 - total.refunded)],
    [t`Fees`, money(0 - total.fees)],
    [t`Net`, money(total.net)],
  ];
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-2">
          <bdi>{currency}</bdi>
          {book.is_test && <Chip tone="warning">{t`Test payments: no money moved`}</Chip>}
        </span>
      }
    >
      <div className="flex flex-col gap-6">
        <dl data-figures className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-5">
          {figures.map(([label, value]) => (
            <div key={label} className="min-w-0">
              <dt className="text-sm text-quiet">{label}</dt>
              <dd className="text-lg font-medium">{value}</dd>
            </div>
          ))}
        </dl>
        {days.length > 1 && (
          <Chart
            title={t`Gross sales per day`}
            unit={t`Gross`}
            read={money}
            points={days.map(({ day, gross }) => ({ label: plainDay(day), value: gross }))}
          />
        )}
        <SalesTable
          title={t`By ticket type`}
          head={t`Ticket type`}
          currency={currency}
          rows={book.types.map((row) => ({
            ...row,
            id: row.ticket_type_id,
            name: types.find(({ id }) => id === row.ticket_type_id)?.name ?? t`Removed ticket type`,
          }))}
        />
        <SalesTable
          title={t`By channel`}
          head={t`Channel`}
          currency={currency}
          rows={book.channels.map((row) => ({
            ...row,
            id: row.channel,
            name: channelLabel(row.channel),
          }))}
        />
        <SalesTable
          title={t`By day`}
          head={t`Day`}
          currency={currency}
          rows={book.days
            .toReversed()
            .map((row) => ({ ...row, id: row.day, name: plainDay(row.day) }))}
        />
      </div>
    </Card>
  );
}
