import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, Problem } from "@/api";
import { Button, Card, Chip, LoadError, Skeleton, toast } from "@/ui";
import { useApp, useSetUpApp, type Change } from "../secondFactor";
import { AppDialog } from "./AppDialog";
import { LogInAgain } from "./LogInAgain";
import { RecoveryCodes } from "./RecoveryCodes";

/** Turns codes of an authenticator app on and off, and makes recovery codes. */
export function SecondFactorCard() {
  const app = useApp();
  const setUp = useSetUpApp();
  const [open, setOpen] = useState<Change | null>(null);
  const [codes, setCodes] = useState<string[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const begin = () =>
    setUp.mutate(undefined, {
      onSuccess: () => setOpen("confirm"),
      onError: (error) => {
        if (error instanceof Problem && error.type.endsWith("/recent-login-needed"))
          setProblem(messageOf(error));
        else toast.error(messageOf(error));
      },
    });
  return (
    <Card title={t`Two-step log-in`}>
      <div className="flex flex-col items-start gap-3">
        <p className="text-sm text-quiet">
          {t`Besides your password, logging in takes a code that an app on your phone shows. Passkeys need none.`}
        </p>
        {problem && <LogInAgain message={problem} />}
        {app.error && (
          <LoadError message={messageOf(app.error)} onRetry={() => void app.refetch()} />
        )}
        {app.isPending && <Skeleton lines={2} />}
        {app.data && !app.data.is_on && (
          <Button isPending={setUp.isPending} onPress={begin}>{t`Set up authenticator app`}</Button>
        )}
        {app.data?.is_on && (
          <>
            <p className="flex flex-wrap items-center gap-2 text-sm">
              <Chip tone="positive">{t`On`}</Chip>
              {plural(app.data.recovery_codes_left, {
                one: "# recovery code left",
                other: "# recovery codes left",
              })}
            </p>
            <div className="flex flex-wrap gap-2">
              <Button onPress={() => setOpen("recovery-codes")}>{t`New recovery codes`}</Button>
              <Button onPress={() => setOpen("turn-off")}>{t`Turn off`}</Button>
            </div>
          </>
        )}
      </div>
      {open && (
        <AppDialog
          change={open}
          setup={open === "confirm" ? setUp.data : undefined}
          onClose={() => setOpen(null)}
          onChanged={(made) => {
            setOpen(null);
            setCodes(made);
            if (made.length === 0) toast.show(t`Two-step log-in is off`);
          }}
        />
      )}
      {codes.length > 0 && <RecoveryCodes codes={codes} onClose={() => setCodes([])} />}
    </Card>
  );
}
