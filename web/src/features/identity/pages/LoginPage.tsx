import { t } from "@lingui/core/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { z } from "zod";
import { useForm } from "@/api";
import { DiscoverLink } from "@/features/interests";
import { Field, Form, SubmitButton, TextLink } from "@/ui";
import { OtherWays } from "../components/OtherWays";
import { Refused } from "../components/Refused";
import { Welcome } from "../components/Welcome";
import { leaveFor, withNext } from "../next";
import { useLogIn } from "../queries";
import { useLeadOn } from "../secondFactor";

const schema = () =>
  z.object({
    account: z
      .string()
      .trim()
      .min(3, t`Enter your e-mail or phone number.`),
    password: z.string().min(1, t`Enter your password.`),
  });

export function LoginPage() {
  const navigate = useNavigate();
  const { next, ...refusal } = useSearch({ from: "/login" });
  const logIn = useLogIn();
  const leadOn = useLeadOn(next);
  const leave = () => leaveFor(next ?? "/events", navigate);
  const form = useForm({
    isGuarded: false,
    schema: schema(),
    values: { account: "", password: "" },
    save: (values) => logIn.mutateAsync(values, { onError: leadOn }),
    onSaved: leave,
    names: { email: "account", phone: "account" },
  });
  return (
    <Welcome title={t`Log in`}>
      <Refused {...refusal} />
      <Form form={form}>
        <Field
          label={t`E-mail or phone`}
          {...form.bind("account")}
          autoComplete="username webauthn"
          isDisabled={form.isBusy}
          dir="ltr"
          autoFocus
        />
        <Field
          label={t`Password`}
          {...form.bind("password")}
          type="password"
          autoComplete="current-password"
          isDisabled={form.isBusy}
          dir="ltr"
        />
        <p className="-mt-2 text-sm">
          <TextLink href={withNext("/forgot", next)}>{t`Forgot your password?`}</TextLink>
        </p>
        <SubmitButton form={form} size="large">{t`Log in`}</SubmitButton>
      </Form>
      <OtherWays next={next} onLoggedIn={leave} onError={leadOn} />
      <p className="text-sm text-quiet">
        {t`Don't have an account?`}{" "}
        <TextLink href={withNext("/register", next)}>{t`Create account`}</TextLink>
      </p>
      <DiscoverLink />
    </Welcome>
  );
}
