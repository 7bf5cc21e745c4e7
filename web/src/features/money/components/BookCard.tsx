import { t } from "@lingui/core/macro";
import { amount } from "@/lib/money";
import { Card, Chip } from "@/ui";
import { accountLabel, placeLabel, type Book } from "../model";

/** What was earned in one currency, and where that money is. */
export function BookCard({ book }: { book: Book }) {
  const { currency, earned } = book;
  const inflow = earned.sales + earned.tax + earned.platform_fee + book.held;
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-2">
          <bdi>{currency}</bdi>
          {book.isTest && <Chip tone="warning">{t`Test payments: no money moved`}</Chip>}
        </span>
      }
    >
      <div className="grid gap-x-12 gap-y-6 sm:grid-cols-2">
        <Column
          title={t`What it's for`}
          sum={amount(inflow, currency)}
          rows={[
            [accountLabel("sales"), earned.sales, t`without tax and platform fee`],
            [accountLabel("tax"), earned.tax, t`to pass on`],
            [accountLabel("platform_fee"), earned.platform_fee, ""],
            [accountLabel("held"), book.held, t`not part of a paid order yet`],
          ]}
          currency={currency}
        />
        <Column
          title={t`Where it is`}
          sum={amount(inflow, currency)}
          rows={[
            ...book.places.map(
              (place) => [placeLabel(place.provider), place.amount, ""] as [string, number, string],
            ),
            [accountLabel("provider_fee"), book.providerFee, t`charged by the providers`],
            [accountLabel("disputed"), book.disputed, t`held by banks until decided`],
          ]}
          currency={currency}
        />
      </div>
    </Card>
  );
}

function Column({
  title,
  rows,
  sum,
  currency,
}: {
  title: string;
  rows: [string, number, string][];
  sum: string;
  currency: string;
}) {
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h3 className="text-sm font-medium">{title}</h3>
      <dl data-figures className="flex flex-col gap-2 text-sm">
        {rows
          .filter(([, minor]) => minor !== 0)
          .map(([label, minor, note]) => (
            <div key={label} className="flex justify-between gap-4">
              <dt className="min-w-0">
                {label}
                {note && <span className="block text-xs text-quiet">{note}</span>}
              </dt>
              <dd className="whitespace-nowrap">{amount(minor, currency)}</dd>
            </div>
          ))}
        <div className="flex justify-between gap-4 border-t border-line pt-2 font-medium">
          <dt>{t`Total`}</dt>
          <dd className="whitespace-nowrap">{sum}</dd>
        </div>
      </dl>
    </section>
  );
}
