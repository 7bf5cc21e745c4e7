import { t } from "@lingui/core/macro";
import { useState } from "react";
import { z } from "zod";
import { messageOf, useForm, type PaymentAccount, type Problem } from "@/api";
import { LogInAgain } from "@/features/identity";
import { Choices, Field, FormDialog, TextLink } from "@/ui";
import { needsLogin, setupOf, wayLabel } from "../model";
import { useKeepKeys } from "../queries";

/** What was entered: kept while the dialog is open, since the webhook's secret is sent with the keys. */
export interface Entered {
  mode: PaymentAccount["mode"];
  secrets: Record<string, string>;
}

interface Props {
  organizationId: string;
  provider: PaymentAccount["provider"];
  /** The mode of the account whose keys are replaced; null for a new account. */
  mode: PaymentAccount["mode"] | null;
  onClose: () => void;
  onKept: (account: PaymentAccount, entered: Entered) => void;
}

/** The keys of an account at a provider, which the provider checks before they are kept. */
export function KeysDialog({ organizationId, provider, mode, onClose, onKept }: Props) {
  const keep = useKeepKeys(organizationId);
  const [refused, setRefused] = useState<Problem | null>(null);
  const name = wayLabel(provider);
  const names = setupOf(provider, "test").keys.map((key) => key.name);
  const form = useForm({
    schema: z.object({
      mode: z.enum(["test", "live"]),
      secrets: z.record(
        z.string(),
        z
          .string()
          .trim()
          .min(1, t`Enter this key.`)
          .max(500),
      ),
    }),
    values: {
      mode: mode ?? "live",
      secrets: Object.fromEntries(names.map((key) => [key, ""])),
    },
    save: async (body) => {
      setRefused(null);
      try {
        return await keep.mutateAsync({ provider, ...body, webhook_secrets: [] });
      } catch (error) {
        if (!needsLogin(error)) throw error;
        setRefused(error);
        return null;
      }
    },
    onSaved: (account, entered) => {
      if (account) onKept(account, entered);
    },
    // what is wrong with the keys as a whole stands at the first of them
    names: {
      ...Object.fromEntries(names.map((key) => [`secrets.${key}`, `secrets.${key}` as const])),
      secrets: `secrets.${names[0] ?? ""}`,
    },
  });
  const setup = setupOf(provider, form.now.mode);
  return (
    <FormDialog
      title={mode ? t`Replace the keys of ${name}` : t`Set up ${name}`}
      action={t`Check and save`}
      form={form}
      isDisabled={false}
      onClose={onClose}
    >
      {refused && (
        <LogInAgain
          message={messageOf(refused)}
          back={`/organization/payments?id=${organizationId}`}
        />
      )}
      {mode === null && (
        <Choices
          label={t`Which account`}
          value={form.now.mode}
          onChange={(next) => form.set("mode", next)}
          choices={[
            { id: "live", label: t`Live mode`, hint: t`Buyers pay with real money.` },
            {
              id: "test",
              label: t`Test mode`,
              hint: t`No money moves. Used only while no live account is on.`,
            },
          ]}
          columns={2}
        />
      )}
      {setup.keys.map((key) => (
        <Field
          key={key.name}
          label={key.label}
          {...form.bind(`secrets.${key.name}`)}
          type="password"
          autoComplete="off"
          spellCheck="false"
          dir="ltr"
          hint={key.hint}
        />
      ))}
      <p className="text-sm text-quiet">
        <TextLink href={setup.dashboard} target="_blank">{t`Open your keys at ${name}`}</TextLink>
      </p>
      <p className="text-sm text-quiet">{t`Keys are kept encrypted and never shown again.`}</p>
    </FormDialog>
  );
}
