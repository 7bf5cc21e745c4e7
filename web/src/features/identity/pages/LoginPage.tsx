import { t } from "@lingui/core/macro";
import { zodResolver } from "@hookform/resolvers/zod";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Controller, useForm } from "react-hook-form";
import { z } from "zod";
import { messageOf } from "@/api";
import { Button, Field, Notice, TextLink } from "@/ui";
import { Welcome } from "../components/Welcome";
import { useLogIn } from "../queries";

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
  const { next } = useSearch({ from: "/login" });
  const logIn = useLogIn();
  const form = useForm({
    resolver: zodResolver(schema()),
    defaultValues: { account: "", password: "" },
  });
  const send = form.handleSubmit((values) =>
    logIn.mutate(values, { onSuccess: () => void navigate({ to: next ?? "/events" }) }),
  );
  return (
    <Welcome title={t`Log in`}>
      <form noValidate onSubmit={(event) => void send(event)} className="flex flex-col gap-4">
        {logIn.isError && <Notice tone="danger">{messageOf(logIn.error)}</Notice>}
        <Controller
          name="account"
          control={form.control}
          render={({ field, fieldState }) => (
            <Field
              {...field}
              label={t`E-mail or phone`}
              autoComplete="username"
              error={fieldState.error?.message}
              isDisabled={logIn.isPending}
              dir="ltr"
              autoFocus
            />
          )}
        />
        <Controller
          name="password"
          control={form.control}
          render={({ field, fieldState }) => (
            <Field
              {...field}
              label={t`Password`}
              type="password"
              autoComplete="current-password"
              error={fieldState.error?.message}
              isDisabled={logIn.isPending}
              dir="ltr"
            />
          )}
        />
        <Button
          type="submit"
          tone="filled"
          size="large"
          isPending={logIn.isPending}
        >{t`Log in`}</Button>
      </form>
      <p className="text-sm text-quiet">
        {t`New here?`} <TextLink href="/register">{t`Make an account`}</TextLink>
      </p>
    </Welcome>
  );
}
