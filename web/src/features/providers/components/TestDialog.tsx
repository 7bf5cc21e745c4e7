import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type Provider } from "@/api";
import { channelLabel } from "@/lib/channels";
import { Field, FormDialog } from "@/ui";
import { useSendTest } from "../queries";

/** Sends a message to an address, to see whether it gets there. */
export function TestDialog({
  channel,
  onClose,
  onSent,
}: {
  channel: Provider["channel"];
  onClose: () => void;
  onSent: (id: string) => void;
}) {
  const send = useSendTest(channel);
  const name = channelLabel(channel);
  const form = useForm({
    schema: z.object({
      to: z
        .string()
        .trim()
        .min(1, channel === "email" ? t`Enter an e-mail address.` : t`Enter a phone number.`),
    }),
    values: { to: "" },
    save: ({ to }) => send.mutateAsync(to),
    onSaved: ({ id }) => {
      onSent(id);
      onClose();
    },
    isGuarded: false,
  });
  return (
    <FormDialog title={t`Test ${name}`} action={t`Send test`} form={form} onClose={onClose}>
      <Field
        label={channel === "email" ? t`E-mail address` : t`Phone number`}
        hint={
          channel === "email"
            ? ""
            : channel === "sms"
              ? t`With + and the country code.`
              : t`With + and the country code. Write to the WhatsApp number from this phone first: WhatsApp only lets you answer within 24 hours.`
        }
        type={channel === "email" ? "email" : "tel"}
        dir="ltr"
        {...form.bind("to")}
        maxLength={254}
      />
    </FormDialog>
  );
}
