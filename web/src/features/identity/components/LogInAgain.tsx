import { t } from "@lingui/core/macro";
import { Button, Notice } from "@/ui";
import { useLogOut } from "../queries";

/** Leads to the log-in and back, by default to the account: some things can be changed only shortly after. */
export function LogInAgain({ message, back = "/account" }: { message: string; back?: string }) {
  const logOut = useLogOut(back);
  return (
    <Notice
      tone="warning"
      action={
        <Button
          size="small"
          isPending={logOut.isPending}
          onPress={() => logOut.mutate()}
        >{t`Log in again`}</Button>
      }
    >
      {message}
    </Notice>
  );
}
