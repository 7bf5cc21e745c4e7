import { t } from "@lingui/core/macro";
import { zodResolver } from "@hookform/resolvers/zod";
import { useNavigate } from "@tanstack/react-router";
import { Controller, useForm } from "react-hook-form";
import { z } from "zod";
import { messageOf } from "@/api";
import { Button, Field, Notice, TextLink } from "@/ui";
import { Welcome } from "../components/Welcome";
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
    password: z.string().min(10, t`Use at least 10 characters.`),
  });

export function RegisterPage() {
  const navigate = useNavigate();
  const register = useRegister();
  const form = useForm({
    resolver: zodResolver(schema()),
    defaultValues: { name: "", account: "", password: "" },
  });
  const send = form.handleSubmit((values) =>
    register.mutate(values, { onSuccess: () => void navigate({ to: "/events" }) }),
  );
  return (
    <Welcome title={t`Make an account`}>
      <form noValidate onSubmit={(event) => void send(event)} className="flex flex-col gap-4">
        {register.isError && <Notice tone="danger">{messageOf(register.error)}</Notice>}
        <Controller
          name="name"
          control={form.control}
          render={({ field, fieldState }) => (
            <Field
              {...field}
              label={t`Your name`}
              autoComplete="name"
              error={fieldState.error?.message}
              autoFocus
            />
          )}
        />
        <Controller
          name="account"
          control={form.control}
          render={({ field, fieldState }) => (
            <Field
              {...field}
              label={t`E-mail or phone`}
              autoComplete="username"
              error={fieldState.error?.message}
              dir="ltr"
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
              autoComplete="new-password"
              hint={t`At least 10 characters; a short sentence is good.`}
              error={fieldState.error?.message}
              dir="ltr"
            />
          )}
        />
        <Button
          type="submit"
          tone="filled"
          size="large"
          isPending={register.isPending}
        >{t`Make an account`}</Button>
      </form>
      <p className="text-sm text-quiet">
        {t`Been here before?`} <TextLink href="/login">{t`Log in`}</TextLink>
      </p>
    </Welcome>
  );
}
