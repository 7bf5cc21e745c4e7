import { t } from "@lingui/core/macro";
import { Button, Notice } from "@/ui";
import { useLogOut } from "../queries";

/** Leads to the log-in and back to the account: what opens it can be changed only shortly after. */
export function LogInAgain({ message }: { message: string }) {
  const logOut = useLogOut("/account");
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
