import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type Webhook, type WebhookFact } from "@/api";
import { Field, FormDialog } from "@/ui";
import { useChangeWebhook, useCreateWebhook } from "../queries";
import { FactChoice } from "./FactChoice";

const usual: WebhookFact[] = ["guest_responded", "attendee_added", "guest_checked_in"];

/** Adds a webhook, or changes one. */
export function WebhookForm({
  organization,
  webhook,
  onClose,
  onMade,
}: {
  organization: string;
  webhook: Webhook | null;
  onClose: () => void;
  onMade: (secret: string) => void;
}) {
  const create = useCreateWebhook(organization);
  const change = useChangeWebhook(webhook?.id ?? "");
  const form = useForm({
    schema: z.object({
      url: z
        .string()
        .trim()
        .min(1, t`Enter the address.`),
      description: z.string().trim().max(200),
      facts: z
        .custom<WebhookFact[]>()
        .refine((chosen) => chosen.length > 0, t`Choose at least one.`),
    }),
    values: {
      url: webhook?.url ?? "https://",
      description: webhook?.description ?? "",
      facts: webhook?.facts ?? usual,
    },
    save: async (values): Promise<string | null> => {
      if (!webhook) return (await create.mutateAsync(values)).secret;
      await change.mutateAsync({ ...values, version: webhook.version });
      return null;
    },
    onSaved: (secret) => {
      onClose();
      if (secret !== null) onMade(secret);
    },
  });
  const facts = form.bind("facts");
  return (
    <FormDialog
      title={webhook ? t`Edit webhook` : t`Add webhook`}
      action={webhook ? t`Save changes` : t`Add webhook`}
      form={form}
      onClose={onClose}
    >
      <Field
        label={t`Address`}
        hint={t`An https address on the internet that takes POST requests.`}
        type="url"
        dir="ltr"
        {...form.bind("url")}
        autoFocus
      />
      <Field label={t`Description`} placeholder={t`Our CRM`} {...form.bind("description")} />
      <FactChoice value={form.now.facts} error={facts.error} onChange={facts.onChange} />
    </FormDialog>
  );
}
