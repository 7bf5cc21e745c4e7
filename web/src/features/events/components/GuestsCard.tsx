import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, Problem, type EventInput, type EventRow, type SeatSelection } from "@/api";
import { toInstant, toWall } from "@/lib/dates";
import { languageOptions } from "@/lib/i18n";
import { Button, Card, Choices, Field, Notice, Select, Switch, toast } from "@/ui";
import { DateTime } from "@/ui/DateTime";
import { allows, seatSelectionWord } from "../model";
import { useChangeEvent } from "../queries";

export function GuestsCard({ event }: { event: EventRow }) {
  const change = useChangeEvent(event.id);
  const [description, setDescription] = useState(event.description ?? "");
  const [deadline, setDeadline] = useState(
    event.rsvp_deadline ? toWall(event.rsvp_deadline, event.timezone) : null,
  );
  const [capacity, setCapacity] = useState(event.capacity ? String(event.capacity) : "");
  const [selection, setSelection] = useState<SeatSelection>(event.seat_selection);
  const [minutes, setMinutes] = useState(String(Math.round(event.hold_seconds / 60)));
  const [orphans, setOrphans] = useState(event.settings?.orphan_rule ?? "warn");
  const [extension, setExtension] = useState(event.settings?.hold_extension ?? true);
  const [locale, setLocale] = useState(event.locale);
  const errors = change.error instanceof Problem ? change.error.fields : {};
  const save = () => {
    const input: EventInput = {
      description: description.trim(),
      rsvp_deadline: deadline && toInstant(deadline, event.timezone),
      capacity: capacity ? Number(capacity) : null,
      seat_selection: selection,
      hold_seconds: Math.min(1800, Math.max(60, Number(minutes) * 60 || 300)),
      locale,
      settings: { ...event.settings, orphan_rule: orphans, hold_extension: extension },
      version: event.version,
    };
    change.mutate(input, { onSuccess: () => toast.show(t`Saved`) });
  };
  return (
    <Card title={t`What guests see and may do`}>
      <form
        className="flex flex-col gap-5"
        onSubmit={(submit) => {
          submit.preventDefault();
          save();
        }}
      >
        {change.isError && <Notice tone="danger">{messageOf(change.error)}</Notice>}
        <Field
          label={t`Words for your guests`}
          multiline
          rows={4}
          value={description}
          onChange={setDescription}
          error={errors.description}
          hint={t`Shown on every invitation.`}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <DateTime
            label={t`Answer until`}
            value={deadline}
            onChange={setDeadline}
            error={errors.rsvp_deadline}
            hint={t`Guests can change their answer until then.`}
          />
          <Select
            label={t`Language of the invitations`}
            value={locale}
            onChange={(next) => setLocale(next as typeof locale)}
            options={languageOptions}
          />
          <Field
            label={t`Room for how many?`}
            type="number"
            inputMode="numeric"
            min={1}
            value={capacity}
            onChange={setCapacity}
            error={errors.capacity}
            hint={t`Leave empty for no limit.`}
          />
          {selection === "guest" && (
            <Field
              label={t`Minutes a picked seat is kept`}
              type="number"
              inputMode="numeric"
              min={1}
              max={30}
              value={minutes}
              onChange={setMinutes}
              error={errors.hold_seconds}
            />
          )}
        </div>
        <Choices
          label={t`Seats`}
          columns={3}
          value={selection}
          onChange={(value) => setSelection(value as SeatSelection)}
          choices={(["none", "guest", "organizer"] as const).map((id) => ({
            id,
            label: seatSelectionWord(id),
          }))}
        />
        {selection === "guest" && (
          <>
            <Select
              label={t`A choice that would leave a single seat between two taken ones`}
              value={orphans}
              onChange={(next) => setOrphans(next as typeof orphans)}
              options={[
                { id: "off", label: t`is fine` },
                { id: "warn", label: t`is fine, but the map says so` },
                { id: "refuse", label: t`isn't taken` },
              ]}
            />
            <Switch
              isSelected={extension}
              onChange={setExtension}
            >{t`Guests may have their time to choose once more`}</Switch>
          </>
        )}
        <div>
          <Button
            type="submit"
            tone="filled"
            isDisabled={!allows(event, "edit_event")}
            isPending={change.isPending}
          >{t`Save`}</Button>
        </div>
      </form>
    </Card>
  );
}
