import { t } from "@lingui/core/macro";
import { useState } from "react";
import { z } from "zod";
import { messageOf, useForm, type ApiKey, type ApiScope, type Organization } from "@/api";
import { copyText } from "@/lib/clipboard";
import { ago, dayOf, localZone } from "@/lib/dates";
import { Button, Card, Checkbox, Confirm, Field, FormDialog, Notice, Select, toast } from "@/ui";
import { scopeLabel, scopes } from "../model";
import { useApiKeys, useCreateKey, useRevokeKey } from "../queries";

/** Keys by which programs act for whoever made them. */
export function KeysCard({ organization }: { organization: Organization }) {
  const keys = useApiKeys(organization.id).data ?? [];
  const [isAdding, setAdding] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  return (
    <Card
      flush
      title={t`API keys`}
      actions={<Button onPress={() => setAdding(true)}>{t`Create API key`}</Button>}
    >
      {made !== null && <NewKey text={made} onClose={() => setMade(null)} />}
      {keys.length === 0 && (
        <p className="px-5 py-4 text-sm text-quiet">{t`Other programs, such as your website, can use the API with a key. It can never do more than you.`}</p>
      )}
      <ul className="divide-y divide-line">
        {keys.map((key) => (
          <KeyRow key={key.id} organization={organization} apiKey={key} />
        ))}
      </ul>
      {isAdding && (
        <CreateKey organization={organization} onClose={() => setAdding(false)} onMade={setMade} />
      )}
    </Card>
  );
}

function NewKey({ text, onClose }: { text: string; onClose: () => void }) {
  const copy = async () => {
    if (await copyText(text)) toast.show(t`Copied`);
  };
  return (
    <div className="flex flex-col gap-3 border-b border-line p-5">
      <Notice>{t`Copy the key now. It can't be shown again.`}</Notice>
      <code className="rounded-control bg-sunken p-3 text-sm break-all" dir="ltr">
        {text}
      </code>
      <div className="flex gap-2">
        <Button tone="filled" onPress={() => void copy()}>{t`Copy key`}</Button>
        <Button tone="quiet" onPress={onClose}>{t`Done`}</Button>
      </div>
    </div>
  );
}

function KeyRow({ organization, apiKey }: { organization: Organization; apiKey: ApiKey }) {
  const revoke = useRevokeKey(organization.id);
  const [isRevoking, setRevoking] = useState(false);
  const { name, prefix, last_used_at, expires_at } = apiKey;
  return (
    <li className="flex flex-wrap items-center gap-3 px-5 py-3 text-sm">
      <span className="min-w-0 flex-1 basis-60">
        <bdi className="font-medium">{name}</bdi>{" "}
        <code className="text-quiet" dir="ltr">
          {prefix}…
        </code>
        <span className="block text-quiet">{apiKey.scopes.map(scopeLabel).join(" · ")}</span>
        <span className="block text-xs text-quiet">
          {last_used_at ? t`Last used ${ago(last_used_at)}` : t`Never used`}
          {" · "}
          {expires_at ? t`Expires ${dayOf(expires_at, localZone())}` : t`Doesn't expire`}
        </span>
      </span>
      <Button size="small" onPress={() => setRevoking(true)}>{t`Revoke`}</Button>
      <Confirm
        title={t`Revoke “${name}”?`}
        action={t`Revoke key`}
        isDanger
        isOpen={isRevoking}
        isPending={revoke.isPending}
        onClose={() => setRevoking(false)}
        onConfirm={() =>
          revoke.mutate(apiKey.id, {
            onSuccess: () => toast.show(t`“${name}” was revoked`),
            onError: (error) => toast.error(messageOf(error)),
          })
        }
      >
        <p>{t`Programs that use this key are refused at once. This can't be undone.`}</p>
      </Confirm>
    </li>
  );
}

const days = ["30", "90", "365", "never"] as const;

function CreateKey({
  organization,
  onClose,
  onMade,
}: {
  organization: Organization;
  onClose: () => void;
  onMade: (key: string) => void;
}) {
  const create = useCreateKey(organization.id);
  const form = useForm({
    schema: z.object({
      name: z
        .string()
        .trim()
        .min(1, t`Say what the key is for.`)
        .max(100),
      scopes: z.custom<ApiScope[]>().refine((chosen) => chosen.length > 0, t`Choose at least one.`),
      days: z.enum(days),
    }),
    values: { name: "", scopes: ["guests:read"] as ApiScope[], days: "90" as const },
    save: ({ days: lasts, ...values }) =>
      create.mutateAsync({
        ...values,
        expires_at:
          lasts === "never"
            ? null
            : new Date(Date.now() + Number(lasts) * 86_400_000).toISOString(),
      }),
    onSaved: ({ key }) => {
      onClose();
      onMade(key);
    },
  });
  const chosen = form.bind("scopes");
  const labels = { "30": t`30 days`, "90": t`90 days`, "365": t`1 year`, never: t`Never` };
  return (
    <FormDialog title={t`Create API key`} action={t`Create API key`} form={form} onClose={onClose}>
      <Field label={t`Name`} placeholder={t`Our website`} {...form.bind("name")} autoFocus />
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 text-sm font-medium">{t`What it may do`}</legend>
        {scopes.map((scope) => (
          <Checkbox
            key={scope}
            isSelected={form.now.scopes.includes(scope)}
            onChange={(isOn) =>
              chosen.onChange(
                isOn ? [...form.now.scopes, scope] : form.now.scopes.filter((one) => one !== scope),
              )
            }
          >
            {scopeLabel(scope)}
          </Checkbox>
        ))}
        {chosen.error && <p className="text-sm text-danger">{chosen.error}</p>}
      </fieldset>
      <Select
        label={t`Expires in`}
        options={days.map((id) => ({ id, label: labels[id] }))}
        {...form.bind("days")}
      />
    </FormDialog>
  );
}
