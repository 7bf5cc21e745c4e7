import { t } from "@lingui/core/macro";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { z } from "zod";
import { useForm } from "@/api";
import { Field, Form, Notice, SubmitButton, TextLink } from "@/ui";
import { Welcome } from "../components/Welcome";
import { keepNext, withNext } from "../next";
import { useAskForLink, type LinkKind } from "../queries";

const schema = () => z.object({ email: z.email(t`Enter your e-mail address.`) });

function words(kind: LinkKind) {
  return kind === "reset"
    ? {
        title: t`Forgot your password?`,
        intro: t`We'll e-mail you a link to set a new one.`,
        button: t`Send link`,
        lasts: t`The link works for one hour.`,
      }
    : {
        title: t`Log in by e-mail`,
        intro: t`We'll e-mail you a link that logs you in without a password.`,
        button: t`Send link`,
        lasts: t`The link works for 15 minutes.`,
      };
}

/** What was done, which is the same whether or not there is such an account. */
function Asked({ email, lasts, onAgain }: { email: string; lasts: string; onAgain: () => void }) {
  return (
    <>
      <Notice tone="positive">
        <span dir="auto">{t`If there is an account for ${email}, a link is on its way.`}</span>{" "}
        {lasts}
      </Notice>
      <p className="text-sm text-quiet">
        {t`Nothing arrived after a few minutes? Look in your spam folder.`}{" "}
        <TextLink onPress={onAgain}>{t`Try another address`}</TextLink>
      </p>
    </>
  );
}

/** Asks for a link by mail: to set a password, or to log in. */
export function LinkRequestPage({ kind }: { kind: LinkKind }) {
  const { next } = useSearch({ strict: false });
  const ask = useAskForLink(kind);
  const [asked, setAsked] = useState<string | null>(null);
  const { title, intro, button, lasts } = words(kind);
  const form = useForm({
    isGuarded: false,
    schema: schema(),
    values: { email: "" },
    save: ({ email }) => ask.mutateAsync(email),
    onSaved: (_, { email }) => {
      keepNext(next);
      setAsked(email);
    },
  });
  return (
    <Welcome title={title}>
      {asked === null ? (
        <>
          <p className="text-sm text-quiet">{intro}</p>
          <Form form={form}>
            <Field
              label={t`E-mail`}
              {...form.bind("email")}
              type="email"
              autoComplete="username"
              dir="ltr"
              autoFocus
            />
            <SubmitButton form={form} size="large">
              {button}
            </SubmitButton>
          </Form>
        </>
      ) : (
        <Asked email={asked} lasts={lasts} onAgain={() => setAsked(null)} />
      )}
      <p className="text-sm">
        <TextLink href={withNext("/login", next)}>{t`Back to log-in`}</TextLink>
      </p>
    </Welcome>
  );
}

export function ForgotPage() {
  return <LinkRequestPage kind="reset" />;
}

export function LoginByMailPage() {
  return <LinkRequestPage kind="magic" />;
}
