import { t } from "@lingui/core/macro";
import { z } from "zod";
import { messageOf, useForm, type EventRow } from "@/api";
import { useChangeEvent } from "@/features/events";
import { Card, Field, Form, SubmitButton, Switch, toast } from "@/ui";

const schema = z.object({ from: z.string().min(1), until: z.string().min(1) });

/** Hours in the guests' own time zone during which no reminders are sent. */
export function QuietHours({ event }: { event: EventRow }) {
  const change = useChangeEvent(event.id);
  const known = event.settings ?? {};
  const isOn = Boolean(known.quiet_from && known.quiet_until);
  const save = (quiet_from: string, quiet_until: string) =>
    change.mutateAsync({ settings: { ...known, quiet_from, quiet_until } });
  const onSaved = () => void toast.show(t`Saved`);
  const form = useForm({
    schema,
    values: { from: known.quiet_from || "21:00", until: known.quiet_until || "09:00" },
    save: ({ from, until }) => save(from, until),
    onSaved,
  });
  const turn = (next: boolean) =>
    save(next ? form.now.from : "", next ? form.now.until : "").then(onSaved, (error) =>
      toast.error(messageOf(error)),
    );
  return (
    <Card title={t`Quiet hours`}>
      <div className="flex flex-col gap-4">
        <Switch
          isSelected={isOn}
          isDisabled={change.isPending}
          onChange={(next) => void turn(next)}
          hint={t`Reminders due at night are sent in the guest's morning.`}
        >{t`No reminders at night`}</Switch>
        {isOn && (
          <Form form={form}>
            <div className="flex flex-wrap items-end gap-3">
              <Field label={t`From`} type="time" {...form.bind("from")} />
              <Field label={t`Until`} type="time" {...form.bind("until")} />
              <SubmitButton
                form={form}
                isPlain
                isDisabled={!form.isReady || !form.isDirty}
              >{t`Save changes`}</SubmitButton>
            </div>
          </Form>
        )}
      </div>
    </Card>
  );
}
