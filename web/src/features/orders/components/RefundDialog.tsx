import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type Order, type Refundable, type TicketType } from "@/api";
import { amount, toMinor, toTyped } from "@/lib/money";
import { Choices, Field, FormDialog, toast } from "@/ui";
import { useRefundOrder } from "../queries";
import { LineChoice } from "./LineChoice";

interface Props {
  order: Order;
  types: TicketType[];
  refundable: Refundable;
  onClose: () => void;
}

/** Refunds all that remains, an amount, or chosen tickets. No ticket is canceled by it. */
export function RefundDialog({ order, types, refundable, onClose }: Props) {
  const { currency } = order;
  const { remaining } = refundable;
  const refund = useRefundOrder(order.event_id, order.id);
  const lines = order.lines.filter((line) => (refundable.lines[line.id] ?? 0) > 0);
  const rest = amount(remaining, currency);
  const form = useForm({
    schema: z
      .object({
        how: z.enum(["all", "amount", "lines"]),
        amount: z.string(),
        lines: z.array(z.string()),
        reason: z.string().max(1000, t`Use at most 1,000 characters.`),
      })
      .refine(
        ({ how, amount: typed }) => {
          const minor = toMinor(typed, currency);
          return how !== "amount" || (minor !== null && minor > 0 && minor <= remaining);
        },
        { path: ["amount"], error: t`Enter an amount up to ${rest}.` },
      )
      .refine(({ how, lines: chosen }) => how !== "lines" || chosen.length > 0, {
        path: ["lines"],
        error: t`Choose at least one.`,
      }),
    values: { how: "all" as const, amount: toTyped(remaining, currency), lines: [], reason: "" },
    isGuarded: false,
    save: ({ how, reason, ...values }) =>
      refund.mutateAsync({
        reason,
        ...(how === "amount" ? { amount: toMinor(values.amount, currency) } : {}),
        ...(how === "lines" ? { lines: values.lines } : {}),
      }),
    onSaved: (started) => {
      const sum = amount(started.amount, started.currency);
      toast.show(t`Refund of ${sum} started`);
      onClose();
    },
  });
  const { how, lines: chosen, amount: typed } = form.now;
  const sum = {
    all: remaining,
    amount: toMinor(typed, currency) ?? 0,
    lines: chosen.reduce((total, id) => total + (refundable.lines[id] ?? 0), 0),
  }[how];
  return (
    <FormDialog
      title={t`Refund order ${order.reference}`}
      action={t`Refund ${amount(sum, currency)}`}
      form={form}
      isDisabled={false}
      onClose={onClose}
    >
      <p className="text-sm text-quiet">
        {t`${rest} can still be refunded. Tickets stay valid until you cancel them.`}
      </p>
      <Choices
        label={t`How much`}
        value={how}
        onChange={(next) => form.set("how", next)}
        choices={[
          { id: "all", label: t`All that remains: ${rest}` },
          { id: "amount", label: t`An amount` },
          ...(lines.length > 1 ? [{ id: "lines", label: t`Some tickets` }] : []),
        ]}
      />
      {how === "amount" && (
        <Field label={t`Amount (${currency})`} inputMode="decimal" {...form.bind("amount")} />
      )}
      {how === "lines" && (
        <LineChoice
          label={t`Tickets to refund`}
          order={order}
          lines={lines}
          types={types}
          worth={(line) => refundable.lines[line.id] ?? 0}
          chosen={chosen}
          onChange={(ids) => form.set("lines", ids)}
          error={form.bind("lines").error}
        />
      )}
      <Field label={t`Reason (optional)`} {...form.bind("reason")} />
    </FormDialog>
  );
}
