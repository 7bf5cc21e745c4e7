import { t } from "@lingui/core/macro";
import { messageOf, type Me } from "@/api";
import { Card, Switch, toast } from "@/ui";
import { useDevice, useTurnDevice } from "../queries";

/** Turns notifications on this device on and off; says why that can't be done, where it can't. */
export function DeviceCard({ me }: { me: Me }) {
  const state = useDevice(me.id).data;
  const turn = useTurnDevice(me.id);
  if (!state) return null;
  return (
    <Card title={t`This device`}>
      {state === "unable" ? (
        <p className="text-sm text-quiet">{t`This browser can't show notifications while Convite is closed. On an iPhone or iPad, add Convite to your home screen first.`}</p>
      ) : (
        <Switch
          isSelected={state === "on"}
          isDisabled={state === "blocked" || turn.isPending}
          onChange={(isOn) =>
            turn.mutate(isOn, { onError: (error) => void toast.error(messageOf(error)) })
          }
          hint={
            state === "blocked"
              ? t`Your browser blocks notifications from this site. Allow them in its settings for this site, then reload the page.`
              : t`You'll get notifications even when Convite is closed.`
          }
        >
          {t`Notifications on this device`}
        </Switch>
      )}
    </Card>
  );
}
