import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { z } from "zod";
import { useForm } from "@/api";
import { Field, Form, SubmitButton, TextLink } from "@/ui";
import { CodeStep } from "../components/CodeStep";
import { NameStep } from "../components/NameStep";
import { PasskeyStep } from "../components/PasskeyStep";
import { Welcome } from "../components/Welcome";
import { leaveFor, withNext } from "../next";
import { shouldOfferPasskey } from "../passkeys";
import { useAskForCode } from "../queries";

/** A code that is on its way. */
interface Asked {
  account: string;
  /** When another one can be sent, in this device's time. */
  again: number;
}

/** Logs in by a code, in up to four steps: an address, the code, a name for a new account, and a passkey for the next time. */
export function CodePage() {
  const navigate = useNavigate();
  const { next } = useSearch({ from: "/login/code" });
  const [asked, setAsked] = useState<Asked | null>(null);
  const [after, setAfter] = useState<"name" | "passkey" | null>(null);
  const cache = useQueryClient();
  const leave = () => leaveFor(next ?? "/events", navigate);
  const offerOrLeave = async () => {
    if (await shouldOfferPasskey(cache)) setAfter("passkey");
    else leave();
  };
  if (after === "name") {
    return (
      <Welcome title={t`What's your name?`}>
        <NameStep onDone={() => void offerOrLeave()} />
      </Welcome>
    );
  }
  if (after === "passkey") {
    return (
      <Welcome title={t`Next time, log in with your face, finger or screen lock`}>
        <PasskeyStep onDone={leave} />
      </Welcome>
    );
  }
  return (
    <Welcome title={t`Log in with a code`}>
      {asked ? (
        <CodeStep
          {...asked}
          next={next}
          onAsked={setAsked}
          onLoggedIn={(isNew) => (isNew ? setAfter("name") : void offerOrLeave())}
          onOther={() => setAsked(null)}
        />
      ) : (
        <AddressStep onAsked={setAsked} />
      )}
      <p className="text-sm">
        <TextLink href={withNext("/login", next)}>{t`Back to log-in`}</TextLink>
      </p>
    </Welcome>
  );
}

const schema = () =>
  z.object({
    account: z
      .string()
      .trim()
      .min(3, t`Enter your e-mail or phone number.`),
  });

function AddressStep({ onAsked }: { onAsked: (asked: Asked) => void }) {
  const ask = useAskForCode();
  const form = useForm({
    isGuarded: false,
    schema: schema(),
    values: { account: "" },
    save: ({ account }) => ask.mutateAsync(account),
    onSaved: (answer, { account }) =>
      onAsked({ account, again: Date.now() + answer.again_in * 1000 }),
    names: { email: "account", phone: "account" },
  });
  return (
    <>
      <p className="text-sm text-quiet">
        {t`We'll send you a code of six digits. If you're new here, it opens your account.`}
      </p>
      <Form form={form}>
        <Field
          label={t`E-mail or phone`}
          hint={t`A phone number starts with + and the country code.`}
          {...form.bind("account")}
          autoComplete="username"
          isDisabled={form.isBusy}
          dir="ltr"
          autoFocus
        />
        <SubmitButton form={form} size="large">{t`Send code`}</SubmitButton>
      </Form>
    </>
  );
}
