import { t } from "@lingui/core/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { z } from "zod";
import { useForm } from "@/api";
import { Field, Form, SubmitButton, TextLink } from "@/ui";
import { LegalLinks } from "../components/LegalLinks";
import { Welcome } from "../components/Welcome";
import { leaveFor, withNext } from "../next";
import { useRegister } from "../queries";

const schema = () =>
  z.object({
    name: z
      .string()
      .trim()
      .min(1, t`Enter your name.`),
    account: z
      .string()
      .trim()
      .min(3, t`Enter your e-mail or phone number.`),
    password: z.string().min(12, t`Use at least 12 characters.`),
  });

export function RegisterPage() {
  const navigate = useNavigate();
  const { next } = useSearch({ from: "/register" });
  const register = useRegister();
  const form = useForm({
    isGuarded: false,
    schema: schema(),
    values: { name: "", account: "", password: "" },
    save: register.mutateAsync,
    onSaved: () => leaveFor(next ?? "/events/new", navigate),
    names: { email: "account", phone: "account" },
  });
  return (
    <Welcome title={t`Create account`}>
      <Form form={form}>
        <Field label={t`Your name`} {...form.bind("name")} autoComplete="name" autoFocus />
        <Field
          label={t`E-mail or phone`}
          {...form.bind("account")}
          autoComplete="username"
          dir="ltr"
        />
        <Field
          label={t`Password`}
          {...form.bind("password")}
          type="password"
          autoComplete="new-password"
          hint={t`At least 12 characters; a short sentence is good.`}
          dir="ltr"
        />
        <SubmitButton form={form} size="large">{t`Create account`}</SubmitButton>
      </Form>
      <p className="text-sm text-quiet">
        {t`Already have an account?`}{" "}
        <TextLink href={withNext("/login", next)}>{t`Log in`}</TextLink>
      </p>
      <LegalLinks />
    </Welcome>
  );
}
