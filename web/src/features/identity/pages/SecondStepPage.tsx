import { t } from "@lingui/core/macro";
import { useLocation, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { z } from "zod";
import { useForm } from "@/api";
import { Field, Form, SubmitButton, TextLink } from "@/ui";
import { AppCodeField } from "../components/AppCodeField";
import { Welcome } from "../components/Welcome";
import { sixDigits } from "../code";
import { leaveFor, withNext } from "../next";
import { useSecondStep } from "../secondFactor";

/** The second step of a log-in. The first one's token is in the fragment of the address, which no server sees. */
export function SecondStepPage() {
  const navigate = useNavigate();
  const { hash } = useLocation();
  const { next } = useSearch({ from: "/login/second" });
  const [token] = useState(hash);
  const [hasApp, setHasApp] = useState(true);
  const props = { token, onLoggedIn: () => leaveFor(next ?? "/events", navigate) };
  return (
    <Welcome title={t`One more step`}>
      {hasApp ? <AppForm {...props} /> : <RecoveryForm {...props} />}
      <div className="flex flex-col gap-3 text-sm">
        <TextLink onPress={() => setHasApp(!hasApp)}>
          {hasApp ? t`Use a recovery code` : t`Use a code of the app`}
        </TextLink>
        <TextLink href={withNext("/login", next)}>{t`Back to log-in`}</TextLink>
      </div>
    </Welcome>
  );
}

interface Props {
  token: string;
  onLoggedIn: () => void;
}

function AppForm({ token, onLoggedIn }: Props) {
  const finish = useSecondStep(token);
  const form = useForm({
    isGuarded: false,
    schema: z.object({ code: sixDigits() }),
    values: { code: "" },
    save: (values) => finish.mutateAsync(values),
    onSaved: onLoggedIn,
  });
  return (
    <>
      <p className="text-sm text-quiet">{t`Enter the code that your authenticator app shows.`}</p>
      <Form form={form}>
        <AppCodeField {...form.bind("code")} isDisabled={form.isBusy} />
        <SubmitButton form={form} size="large">{t`Log in`}</SubmitButton>
      </Form>
    </>
  );
}

function RecoveryForm({ token, onLoggedIn }: Props) {
  const finish = useSecondStep(token);
  const form = useForm({
    isGuarded: false,
    schema: z.object({
      recovery_code: z
        .string()
        .trim()
        .min(1, t`Enter one of your recovery codes.`),
    }),
    values: { recovery_code: "" },
    save: (values) => finish.mutateAsync(values),
    onSaved: onLoggedIn,
  });
  return (
    <>
      <p className="text-sm text-quiet">
        {t`Without your phone, enter one of the recovery codes that you kept. Each works once.`}
      </p>
      <Form form={form}>
        <Field
          label={t`Recovery code`}
          {...form.bind("recovery_code")}
          autoComplete="off"
          isDisabled={form.isBusy}
          maxLength={40}
          dir="ltr"
          autoFocus
        />
        <SubmitButton form={form} size="large">{t`Log in`}</SubmitButton>
      </Form>
    </>
  );
}
