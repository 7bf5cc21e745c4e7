import { t } from "@lingui/core/macro";
import { useState } from "react";
import { z } from "zod";
import { messageOf, useForm, type PaymentAccount, type Problem } from "@/api";
import { LogInAgain } from "@/features/identity";
import { Field, FormDialog, Notice, toast } from "@/ui";
import { needsLogin, setupOf, wayLabel } from "../model";
import { useKeepKeys } from "../queries";
import type { Entered } from "./KeysDialog";
import { WebhookHelp } from "./WebhookHelp";

interface Props {
  organizationId: string;
  account: PaymentAccount;
  entered: Entered;
  onClose: () => void;
}

/** The second step: the webhook at the provider, and the secret by which its calls are known. */
export function WebhookDialog({ organizationId, account, entered, onClose }: Props) {
  const keep = useKeepKeys(organizationId);
  const [refused, setRefused] = useState<Problem | null>(null);
  const name = wayLabel(account.provider);
  const setup = setupOf(account.provider, account.mode);
  const form = useForm({
    schema: z.object({
      webhook_secrets: z
        .string()
        .trim()
        .min(1, t`Enter this key.`)
        .max(500),
    }),
    values: { webhook_secrets: "" },
    isGuarded: false,
    save: async ({ webhook_secrets }) => {
      try {
        await keep.mutateAsync({
          provider: account.provider,
          ...entered,
          webhook_secrets: [webhook_secrets],
        });
        return true;
      } catch (error) {
        if (!needsLogin(error)) throw error;
        setRefused(error);
        return false;
      }
    },
    onSaved: (isKept) => {
      if (!isKept) return;
      toast.show(t`${name} is set up`);
      onClose();
    },
  });
  return (
    <FormDialog
      title={t`Connect the webhook of ${name}`}
      action={t`Save`}
      cancel={t`Later`}
      form={form}
      isDisabled={false}
      onClose={onClose}
      wide
    >
      {refused && (
        <LogInAgain
          message={messageOf(refused)}
          back={`/organization/payments?id=${organizationId}`}
        />
      )}
      <Notice tone="positive">{t`The keys work. One step is left.`}</Notice>
      <WebhookHelp account={account} />
      <Field
        label={setup.webhookLabel}
        {...form.bind("webhook_secrets")}
        autoComplete="off"
        spellCheck="false"
        dir="ltr"
        hint={setup.webhookHint}
      />
    </FormDialog>
  );
}
