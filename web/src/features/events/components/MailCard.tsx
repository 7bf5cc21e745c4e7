import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type EventRow } from "@/api";
import { optionalEmail } from "@/lib/contacts";
import { Card, Field, Form, toast } from "@/ui";
import { SaveChanges } from "./SaveChanges";
import { useChangeEvent } from "../queries";

const schema = () =>
  z.object({
    mail_from_name: z.string().trim().max(100),
    reply_to: optionalEmail(),
  });

/** Who the event's mails come from, and where answers to them go. */
export function MailCard({ event }: { event: EventRow }) {
  const change = useChangeEvent(event.id);
  const form = useForm({
    schema: schema(),
    values: {
      mail_from_name: event.settings?.mail_from_name ?? "",
      reply_to: event.settings?.reply_to ?? "",
    },
    save: (values) =>
      change.mutateAsync({ settings: { ...event.settings, ...values }, version: event.version }),
    onSaved: () => toast.show(t`Saved`),
    names: { "settings.mail_from_name": "mail_from_name", "settings.reply_to": "reply_to" },
  });
  return (
    <Card title={t`Mail`}>
      <Form form={form} className="gap-5">
        <Field
          label={t`Sender name`}
          {...form.bind("mail_from_name")}
          hint={t`Mails to guests come from this name. Leave empty for the host's.`}
        />
        <Field
          label={t`Reply address`}
          type="email"
          dir="ltr"
          {...form.bind("reply_to")}
          hint={t`Replies go to this address. Leave empty to get them here, or in the host's mailbox.`}
        />
        <SaveChanges form={form} event={event} />
      </Form>
    </Card>
  );
}
