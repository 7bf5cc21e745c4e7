import { t } from "@lingui/core/macro";
import { useState } from "react";
import { z } from "zod";
import { useForm, type Me } from "@/api";
import { Card, Chip, Field, Form, SubmitButton, TextLink, toast } from "@/ui";
import { useProvePhone } from "../profile";
import { useAskForCode } from "../queries";
import { sixDigits } from "../code";

/** The account's phone, added or changed by a code that is sent there. */
export function PhoneCard({ me }: { me: Me }) {
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <Card title={t`Phone`}>
      <div className="flex flex-col gap-4">
        {me.phone && (
          <p className="flex flex-wrap items-center gap-2">
            <bdi dir="ltr">{me.phone}</bdi>
            {me.profile.is_verified ? (
              <Chip tone="positive">{t`Phone confirmed`}</Chip>
            ) : (
              <Chip tone="warning">{t`Phone not confirmed yet`}</Chip>
            )}
          </p>
        )}
        {asked ? (
          <PhoneCode phone={asked} onDone={() => setAsked(null)} />
        ) : (
          <PhoneForm phone={me.profile.is_verified ? "" : (me.phone ?? "")} onAsked={setAsked} />
        )}
      </div>
    </Card>
  );
}

function PhoneForm({ phone, onAsked }: { phone: string; onAsked: (phone: string) => void }) {
  const ask = useAskForCode();
  const form = useForm({
    isGuarded: false,
    schema: z.object({
      phone: z
        .string()
        .trim()
        .min(5, t`Enter your phone number.`),
    }),
    values: { phone },
    save: (values) => ask.mutateAsync(values.phone),
    onSaved: (_, values) => onAsked(values.phone),
  });
  return (
    <Form form={form}>
      <Field
        label={t`Phone number`}
        {...form.bind("phone")}
        type="tel"
        autoComplete="tel"
        hint={t`With + and the country code. We'll send a code there.`}
        dir="ltr"
      />
      <div>
        <SubmitButton form={form} isPlain>{t`Send code`}</SubmitButton>
      </div>
    </Form>
  );
}

function PhoneCode({ phone, onDone }: { phone: string; onDone: () => void }) {
  const prove = useProvePhone();
  // kept left to right, whatever the page's direction
  const address = `\u2066${phone}\u2069`;
  const form = useForm({
    isGuarded: false,
    schema: z.object({ code: sixDigits() }),
    values: { code: "" },
    save: ({ code }) => prove.mutateAsync({ phone, code }),
    onSaved: () => {
      toast.show(t`Phone confirmed`);
      onDone();
    },
    names: { phone: "code" },
  });
  return (
    <Form form={form}>
      <p className="text-sm text-quiet" dir="auto">
        {t`A code is on its way to ${address}. It works for five minutes.`}
      </p>
      <Field
        label={t`Code`}
        {...form.bind("code")}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={20}
        dir="ltr"
        autoFocus
      />
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton form={form}>{t`Confirm phone`}</SubmitButton>
        <TextLink onPress={onDone}>{t`Use another number`}</TextLink>
      </div>
    </Form>
  );
}
