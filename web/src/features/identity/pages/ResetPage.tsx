import { t } from "@lingui/core/macro";
import { useNavigate, useParams } from "@tanstack/react-router";
import { z } from "zod";
import { useForm } from "@/api";
import { Field, Form, SubmitButton, toast } from "@/ui";
import { DeadLink } from "../components/DeadLink";
import { Welcome } from "../components/Welcome";
import { keptNext, leaveFor } from "../next";
import { useResetPassword } from "../queries";
import { isDeadLink, useLeadOn } from "../secondFactor";

const schema = () => z.object({ password: z.string().min(12, t`Use at least 12 characters.`) });

/** Sets a password, by the link that was mailed. */
export function ResetPage() {
  const { token } = useParams({ from: "/reset/$token" });
  const navigate = useNavigate();
  const reset = useResetPassword(token);
  const leadOn = useLeadOn(undefined);
  const form = useForm({
    isGuarded: false,
    schema: schema(),
    values: { password: "" },
    save: ({ password }) => reset.mutateAsync(password, { onError: leadOn }),
    onSaved: () => {
      toast.show(t`Password changed`);
      leaveFor(keptNext() ?? "/events", navigate);
    },
  });
  const isDead = isDeadLink(reset.error);
  return (
    <Welcome title={t`Set a new password`}>
      {isDead ? (
        <DeadLink href="/forgot" />
      ) : (
        <Form form={form}>
          <Field
            label={t`New password`}
            {...form.bind("password")}
            type="password"
            autoComplete="new-password"
            hint={t`At least 12 characters; a short sentence is good.`}
            dir="ltr"
            autoFocus
          />
          <p className="text-sm text-quiet">{t`You'll be logged out on all other devices.`}</p>
          <SubmitButton form={form} size="large">{t`Save and log in`}</SubmitButton>
        </Form>
      )}
    </Welcome>
  );
}
