import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type Dispute } from "@/api";
import { amount } from "@/lib/money";
import { Field, FormDialog, toast } from "@/ui";
import { useAnswerDispute } from "../queries";

interface Props {
  eventId: string;
  dispute: Dispute;
  onClose: () => void;
}

const longest = 1500;

/** Says why the buyer is wrong. Providers take one answer, so it can't be changed later. */
export function EvidenceDialog({ eventId, dispute, onClose }: Props) {
  const answer = useAnswerDispute(eventId, dispute.order_id, dispute.id);
  const form = useForm({
    schema: z.object({
      text: z
        .string()
        .trim()
        .min(1, t`Write what happened.`)
        .max(longest, t`Use at most ${longest} characters.`),
    }),
    values: { text: "" },
    save: ({ text }) => answer.mutateAsync(text),
    onSaved: () => {
      toast.show(t`Evidence submitted`);
      onClose();
    },
  });
  return (
    <FormDialog
      title={t`Submit evidence`}
      action={t`Submit evidence`}
      form={form}
      onClose={onClose}
    >
      <p className="text-sm text-quiet">
        {t`The provider passes it on to the buyer's bank, with the buyer's name and e-mail, the event and its date. It can be submitted only once.`}
      </p>
      <Field
        label={t`What happened`}
        hint={t`For example, when the tickets were delivered and used, and what you agreed with the buyer.`}
        multiline
        {...form.bind("text")}
      />
    </FormDialog>
  );
}

/** Gives a dispute up: the buyer keeps the money. */
export function AcceptDialog({ eventId, dispute, onClose }: Props) {
  const answer = useAnswerDispute(eventId, dispute.order_id, dispute.id);
  const sum = amount(dispute.amount, dispute.currency);
  const form = useForm({
    schema: z.object({}),
    values: {},
    isGuarded: false,
    save: () => answer.mutateAsync(null),
    onSaved: () => {
      toast.show(t`Dispute accepted`);
      onClose();
    },
  });
  return (
    <FormDialog
      title={t`Accept dispute?`}
      action={t`Accept dispute`}
      form={form}
      isDisabled={false}
      onClose={onClose}
    >
      <p className="text-sm">
        {t`The buyer keeps ${sum}, and the provider's fee isn't given back. Tickets stay valid until you cancel them. This can't be undone.`}
      </p>
    </FormDialog>
  );
}
