import { t } from "@lingui/core/macro";
import type { Dispute, Order, Payment, Refund } from "@/api";
import { wayLabel } from "@/features/paymentaccounts";
import { amount } from "@/lib/money";
import { Card, Chip, Notice } from "@/ui";
import { attentionText, paymentLabel, refundLabel, refundSource } from "../model";
import { DisputeRow } from "./DisputeRow";

interface Props {
  order: Order;
  payments: Payment[];
  refunds: Refund[];
  disputes: Dispute[];
  zone: string;
}

/** How an order was paid, what went back, and what a bank disputes. */
export function PaymentsCard({ order, payments, refunds, disputes, zone }: Props) {
  if (payments.length === 0) return null;
  return (
    <Card flush title={t`Payments`}>
      <ul className="divide-y divide-line">
        {payments.map((payment) => (
          <PaymentRow key={payment.id} payment={payment} order={order} />
        ))}
        {refunds.map((refund) => {
          const { word, tone } = refundLabel(refund.status);
          return (
            <li key={refund.id} className="flex flex-col gap-2 px-5 py-3 text-sm">
              <Head
                name={t`Refund`}
                chip={<Chip tone={tone}>{word}</Chip>}
                sum={amount(-refund.amount, refund.currency)}
              />
              <p className="text-quiet">
                {refundSource(refund.source)}
                {refund.reason && (
                  <>
                    {" · "}
                    <bdi>{refund.reason}</bdi>
                  </>
                )}
              </p>
              {refund.error && <Notice tone="danger">{refund.error}</Notice>}
            </li>
          );
        })}
        {disputes.map((dispute) => (
          <DisputeRow
            key={dispute.id}
            dispute={dispute}
            provider={payments.find(({ id }) => id === dispute.payment_id)?.provider ?? ""}
            eventId={order.event_id}
            zone={zone}
          />
        ))}
      </ul>
    </Card>
  );
}

function PaymentRow({ payment, order }: { payment: Payment; order: Order }) {
  const { word, tone } = paymentLabel(payment.status);
  const attention = attentionText(payment, order);
  const card = payment.last_four;
  return (
    <li className="flex flex-col gap-2 px-5 py-3 text-sm">
      <Head
        name={wayLabel(payment.provider)}
        chip={
          <>
            <Chip tone={tone}>{word}</Chip>
            {payment.mode === "test" && <Chip tone="warning">{t`Test`}</Chip>}
          </>
        }
        sum={amount(payment.captured || payment.amount, payment.currency)}
      />
      {(card || payment.reference || payment.fee > 0) && (
        <p className="flex flex-wrap gap-x-3 text-quiet">
          {card && <span>{t`Card ending in ${card}`}</span>}
          {payment.reference && <bdi>{payment.reference}</bdi>}
          {payment.fee > 0 && (
            <span>{t`Provider's fee ${amount(payment.fee, payment.currency)}`}</span>
          )}
        </p>
      )}
      {attention && <Notice tone="warning">{attention}</Notice>}
      {payment.error && <p className="text-danger">{payment.error}</p>}
    </li>
  );
}

export function Head({ name, chip, sum }: { name: string; chip: React.ReactNode; sum: string }) {
  return (
    <div className="flex items-start justify-between gap-4">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{name}</span>
        {chip}
      </p>
      <span data-figures className="shrink-0">
        {sum}
      </span>
    </div>
  );
}
