import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type Order, type Payment } from "@/api";
import { amount, toMinor, toTyped } from "@/lib/money";
import { Choices, Field, FormDialog, toast } from "@/ui";
import { useReceive, type Received } from "../queries";

const ways = ["cash", "bank", "manual"] as const satisfies Received["provider"][];

interface Props {
  order: Order;
  payments: Payment[];
  onClose: () => void;
}

const isByHand = (provider: string): provider is Received["provider"] =>
  ways.some((way) => way === provider);

/** Records money that the team received: in cash, by transfer, or in another way. */
export function ReceiveDialog({ order, payments, onClose }: Props) {
  const { currency } = order;
  const receive = useReceive(order.event_id, order.id);
  const open = payments.findLast((one) => one.status === "created" && isByHand(one.provider));
  const kept = payments.reduce((sum, one) => sum + one.captured - one.refund_claimed, 0);
  const missing = Math.max(0, order.total - kept);
  const due = amount(missing, currency);
  const example = toTyped(1250, currency);
  const form = useForm({
    schema: z.object({
      provider: z.enum(ways),
      amount: z
        .string()
        .refine(
          (text) => (toMinor(text, currency) ?? 0) > 0,
          t`Enter the amount, such as ${example}.`,
        ),
      reference: z.string().max(200, t`Use at most 200 characters.`),
    }),
    values: {
      provider: open && isByHand(open.provider) ? open.provider : "cash",
      amount: toTyped(missing, currency),
      reference: "",
    },
    isGuarded: false,
    save: (values) =>
      receive.mutateAsync({ ...values, amount: toMinor(values.amount, currency) ?? 0, currency }),
    onSaved: (payment) => {
      toast.show(
        payment.attention === "partial" ? t`Recorded: the rest is missing` : t`Payment recorded`,
      );
      onClose();
    },
  });
  return (
    <FormDialog
      title={t`Record payment`}
      action={t`Record payment`}
      form={form}
      isDisabled={false}
      onClose={onClose}
    >
      <p className="text-sm text-quiet">{t`${due} is due. The tickets are issued as soon as all of it is recorded.`}</p>
      <Choices
        label={t`How it was paid`}
        value={form.now.provider}
        onChange={(way) => form.set("provider", way)}
        choices={[
          { id: "cash", label: t`Cash` },
          { id: "bank", label: t`Bank transfer` },
          { id: "manual", label: t`Other`, hint: t`Such as a card terminal.` },
        ]}
      />
      <Field label={t`Amount (${currency})`} inputMode="decimal" {...form.bind("amount")} />
      <Field
        label={t`Reference (optional)`}
        {...form.bind("reference")}
        hint={t`The transfer's text, or the receipt's number.`}
      />
    </FormDialog>
  );
}
