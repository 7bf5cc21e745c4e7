import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm } from "@/api";
import { Field, Form, SubmitButton } from "@/ui";
import { useChangeAccount, useMe } from "../queries";

/** The name of a new account; hosts and guests see it. */
export function NameStep({ onDone }: { onDone: () => void }) {
  const change = useChangeAccount();
  const id = useMe().data?.id;
  const form = useForm({
    isGuarded: false,
    schema: z.object({
      name: z
        .string()
        .trim()
        .min(1, t`Enter your name.`),
    }),
    values: { name: "" },
    save: ({ name }) => change.mutateAsync({ id: id ?? "", name }),
    onSaved: onDone,
  });
  return (
    <Form form={form}>
      <Field
        label={t`Name`}
        hint={t`Hosts and guests see it. You can change it at any time.`}
        {...form.bind("name")}
        autoComplete="name"
        maxLength={200}
        autoFocus
      />
      <SubmitButton form={form} size="large">{t`Continue`}</SubmitButton>
    </Form>
  );
}
