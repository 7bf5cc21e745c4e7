import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm } from "@/api";
import { Button, Field, Form, SubmitButton, toast } from "@/ui";
import { useReply } from "../queries";

const schema = z.object({ text: z.string().trim().min(1).max(5000) });

/** A reply to a guest's message. It goes by mail and quotes the message. */
export function ReplyForm({
  eventId,
  messageId,
  onClose,
}: {
  eventId: string;
  messageId: string;
  onClose: () => void;
}) {
  const reply = useReply(eventId);
  const form = useForm({
    schema,
    values: { text: "" },
    save: ({ text }) => reply.mutateAsync({ id: messageId, text }),
    onSaved: () => {
      toast.show(t`Reply sent`);
      onClose();
    },
  });
  return (
    <Form form={form} label={t`Your reply`} className="gap-3">
      <Field
        label={t`Your reply`}
        multiline
        autoFocus
        hint={t`It's sent by e-mail, with the guest's message below it.`}
        {...form.bind("text")}
      />
      <div className="flex flex-wrap gap-2">
        <SubmitButton
          form={form}
          size="small"
          isDisabled={!form.isReady}
        >{t`Send reply`}</SubmitButton>
        <Button size="small" tone="quiet" onPress={onClose}>{t`Cancel`}</Button>
      </div>
    </Form>
  );
}
