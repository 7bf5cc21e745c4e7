import { t } from "@lingui/core/macro";
import type { Order } from "@/api";
import { amount } from "@/lib/money";
import { Card, cx } from "@/ui";

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
        <Line label={t`Total`} value={amount(order.total, currency)} look="total" />
        {order.tax_included && order.tax > 0 && (
          <Line label={t`Including tax`} value={amount(order.tax, currency)} look="quiet" />
        )}
        {order.platform_fee > 0 && (
          <Line
            label={t`Including platform fee`}
            value={amount(order.platform_fee, currency)}
            look="quiet"
          />
        )}
        {order.refunded > 0 && (
          <Line label={t`Refunded`} value={amount(-order.refunded, currency)} />
        )}
      </dl>
    </Card>
  );
}

const looks = { total: "border-t border-line pt-2 font-medium", quiet: "text-quiet" };

function Line({ label, value, look }: { label: string; value: string; look?: keyof typeof looks }) {
  return (
    <div className={cx("flex justify-between gap-4", look && looks[look])}>
      <dt>{label}</dt>
      <dd className="whitespace-nowrap">{value}</dd>
    </div>
  );
}
