import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type EventRow } from "@/api";
import { useChangeEvent } from "@/features/events";
import { Button, Card, Field, Switch, toast } from "@/ui";

/** Between which times of their own day guests are left alone. */
export function QuietHours({ event }: { event: EventRow }) {
  const change = useChangeEvent(event.id);
  const known = event.settings ?? {};
  const [from, setFrom] = useState(known.quiet_from || "21:00");
  const [until, setUntil] = useState(known.quiet_until || "09:00");
  const isOn = Boolean(known.quiet_from && known.quiet_until);
  const save = (quiet_from: string, quiet_until: string) =>
    change.mutate(
      { settings: { ...known, quiet_from, quiet_until } },
      { onSuccess: () => toast.show(t`Saved`), onError: (error) => toast.error(messageOf(error)) },
    );
  return (
    <Card title={t`Quiet hours`}>
      <div className="flex flex-col gap-4">
        <Switch
          isSelected={isOn}
          isDisabled={change.isPending}
          onChange={(next) => (next ? save(from, until) : save("", ""))}
          hint={t`What falls into a guest's night waits for their morning.`}
        >{t`Nobody is reminded at night`}</Switch>
        {isOn && (
          <form
            className="flex flex-wrap items-end gap-3"
            onSubmit={(submitted) => {
              submitted.preventDefault();
              save(from, until);
            }}
          >
            <Field label={t`From`} type="time" value={from} onChange={setFrom} />
            <Field label={t`Until`} type="time" value={until} onChange={setUntil} />
            <Button
              type="submit"
              isDisabled={
                !from || !until || (from === known.quiet_from && until === known.quiet_until)
              }
              isPending={change.isPending}
            >{t`Save`}</Button>
          </form>
        )}
      </div>
    </Card>
  );
}
