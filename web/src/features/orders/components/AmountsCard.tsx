import { t } from "@lingui/core/macro";
import type { Order } from "@/api";
import { amount } from "@/lib/money";
import { Card } from "@/ui";

/** What an order costs, from its prices to its total, and what of it was paid back. */
export function AmountsCard({ order }: { order: Order }) {
  const { currency } = order;
  const rows: [string, number][] = [
    [t`Subtotal`, order.subtotal],
    ...(order.discount > 0 ? [[t`Discount`, -order.discount] as [string, number]] : []),
    ...(order.tax_included ? [] : [[t`Tax`, order.tax] as [string, number]]),
  ];
  return (
    <Card title={t`Amounts`}>
      <dl data-figures className="flex flex-col gap-2 text-sm">
        {rows.map(([label, minor]) => (
          <Line key={label} label={label} value={amount(minor, currency)} />
        ))}
        <div className="border-t border-line pt-2 font-medium">
          <Line label={t`Total`} value={amount(order.total, currency)} />
        </div>
        {order.tax_included && order.tax > 0 && (
          <Line label={t`Including tax`} value={amount(order.tax, currency)} isQuiet />
        )}
        {order.platform_fee > 0 && (
          <Line
            label={t`Including platform fee`}
            value={amount(order.platform_fee, currency)}
            isQuiet
          />
        )}
        {order.refunded > 0 && (
          <Line label={t`Refunded`} value={amount(-order.refunded, currency)} />
        )}
      </dl>
    </Card>
  );
}

function Line({ label, value, isQuiet }: { label: string; value: string; isQuiet?: boolean }) {
  return (
    <div
      className={isQuiet ? "flex justify-between gap-4 text-quiet" : "flex justify-between gap-4"}
    >
      <dt>{label}</dt>
      <dd className="whitespace-nowrap">{value}</dd>
    </div>
  );
}
