import { t } from "@lingui/core/macro";
import { useNavigate, useParams } from "@tanstack/react-router";
import { messageOf } from "@/api";
import { Button, Notice } from "@/ui";
import { DeadLink } from "../components/DeadLink";
import { Welcome } from "../components/Welcome";
import { keptNext, leaveFor } from "../next";
import { useMagicLink } from "../queries";
import { isDeadLink, useLeadOn } from "../secondFactor";

/** Logs in by the link that was mailed, at a press: mail programs open links by themselves. */
export function LoginLinkPage() {
  const { token } = useParams({ from: "/login/$token" });
  const navigate = useNavigate();
  const logIn = useMagicLink(token);
  const leadOn = useLeadOn(undefined);
  const isDead = isDeadLink(logIn.error);
  if (isDead)
    return (
      <Welcome title={t`Log in`}>
        <DeadLink href="/login/mail" />
      </Welcome>
    );
  return (
    <Welcome title={t`Log in`}>
      {logIn.error && <Notice tone="danger">{messageOf(logIn.error)}</Notice>}
      <p className="text-sm text-quiet">{t`Press the button to log in. The link works once.`}</p>
      <Button
        tone="filled"
        size="large"
        autoFocus
        isPending={logIn.isPending}
        onPress={() =>
          logIn.mutate(undefined, {
            onError: leadOn,
            onSuccess: () => leaveFor(keptNext() ?? "/events", navigate),
          })
        }
      >{t`Log in`}</Button>
    </Welcome>
  );
}
