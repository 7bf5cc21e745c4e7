import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type Order, type OrderLine, type Refundable, type TicketType } from "@/api";
import { amount } from "@/lib/money";
import { Checkbox, Field, FormDialog, toast } from "@/ui";
import { isOpen, standing } from "../model";
import { useCancelOrder, useRefundable } from "../queries";
import { LineChoice } from "./LineChoice";

interface Props {
  order: Order;
  types: TicketType[];
  onClose: () => void;
}

/** Cancels an order or some of its tickets; what goes back is a choice of its own. */
export function CancelDialog({ order, types, onClose }: Props) {
  const cancel = useCancelOrder(order.event_id, order.id);
  const refundable = useRefundable(order.event_id, order.id).data;
  const lines = standing(order.lines);
  const canChoose = !isOpen(order) && lines.length > 1;
  const form = useForm({
    schema: z.object({
      lines: z.array(z.string()).min(1, t`Choose at least one.`),
      reason: z.string().max(1000, t`Use at most 1,000 characters.`),
      refund: z.boolean(),
    }),
    values: { lines: lines.map((line) => line.id), reason: "", refund: false },
    isGuarded: false,
    save: ({ lines: chosen, reason, refund }) =>
      cancel.mutateAsync({
        reason,
        refund,
        ...(chosen.length < lines.length ? { lines: chosen } : {}),
      }),
    onSaved: ({ status }) => {
      toast.show(status === "canceled" ? t`The order is canceled` : t`The tickets are canceled`);
      onClose();
    },
  });
  const isAll = form.now.lines.length === lines.length;
  const share = amount(shareOf(order.lines, form.now.lines, refundable), order.currency);
  const hasShare = shareOf(order.lines, form.now.lines, refundable) > 0;
  return (
    <FormDialog
      title={t`Cancel order ${order.reference}?`}
      action={isAll ? t`Cancel order` : t`Cancel tickets`}
      cancel={t`Keep order`}
      form={form}
      isDisabled={false}
      onClose={onClose}
    >
      <p className="text-sm text-quiet">{t`Its tickets become invalid, and its places are free again. This can't be undone.`}</p>
      {canChoose && (
        <LineChoice
          label={t`Tickets to cancel`}
          order={order}
          lines={lines}
          types={types}
          worth={(line) => line.amount}
          chosen={form.now.lines}
          onChange={(ids) => form.set("lines", ids)}
          error={form.bind("lines").error}
        />
      )}
      <Field label={t`Reason (optional)`} {...form.bind("reason")} hint={t`The buyer reads it.`} />
      {order.paid_at && (
        <div className="flex flex-col gap-2 border-t border-line pt-4 text-sm">
          <p className="text-quiet">
            {t`Canceling and refunding are separate: no money goes back unless you choose it here, and you can refund any amount later.`}
          </p>
          {hasShare ? (
            <Checkbox {...form.bindSwitch("refund")}>
              {t`Refund ${share}, as the cancellation policy says now`}
            </Checkbox>
          ) : (
            <p>{t`By the cancellation policy, nothing would be refunded now.`}</p>
          )}
        </div>
      )}
    </FormDialog>
  );
}

/** What the policy gives back for lines, with those whom the same tickets admit. */
function shareOf(lines: OrderLine[], chosen: string[], refundable: Refundable | undefined): number {
  if (!refundable) return 0;
  const tickets = new Set(
    lines.filter(({ id }) => chosen.includes(id)).map((line) => line.admitted_by ?? line.id),
  );
  const sum = lines
    .filter((line) => tickets.has(line.admitted_by ?? line.id))
    .reduce((total, { id }) => total + (refundable.lines_by_policy[id] ?? 0), 0);
  return Math.min(sum, refundable.remaining);
}
