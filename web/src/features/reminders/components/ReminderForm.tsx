import type { CalendarDateTime } from "@internationalized/date";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type Reminder, type ReminderInput } from "@/api";
import { toInstant, toWall } from "@/lib/dates";
import { Button, Choices, Dialog, Field, Notice, Segments, Select } from "@/ui";
import { DateTime } from "@/ui/DateTime";
import { audienceWord, channelWord, minutesIn, unitOf, type Unit } from "../model";
import { useSaveReminder } from "../queries";
import { Preview } from "./Preview";

const PLACEHOLDERS = ["name", "event", "when", "where", "link", "answer_by"]
  .map((name) => `{{${name}}}`)
  .join(", ");

interface Props {
  eventId: string;
  zone: string;
  reminder: Reminder | null;
  onClose: () => void;
}

/** When, to whom, by what, in which words; and what a real guest would get. */
export function ReminderForm({ eventId, zone, reminder, onClose }: Props) {
  const save = useSaveReminder(eventId);
  const [audience, setAudience] = useState<Reminder["audience"]>(
    reminder?.audience ?? "unanswered",
  );
  const [channel, setChannel] = useState<Reminder["channel"]>(reminder?.channel ?? "email");
  const [how, setHow] = useState<"before" | "date">(reminder?.send_at ? "date" : "before");
  const offset = reminder?.offset_minutes ?? 3 * minutesIn.days;
  const [unit, setUnit] = useState<Unit>(unitOf(offset));
  const [number, setNumber] = useState(String(offset / minutesIn[unitOf(offset)]));
  const [moment, setMoment] = useState<CalendarDateTime | null>(
    reminder?.send_at ? toWall(reminder.send_at, zone) : null,
  );
  const [subject, setSubject] = useState(reminder?.subject ?? "");
  const [body, setBody] = useState(reminder?.body ?? "");
  const minutes = Math.round(Math.max(0, Number(number) || 0) * minutesIn[unit]);
  const isReady = how === "before" || moment !== null;
  const words = { channel, audience, subject: subject.trim(), body: body.trim() };
  const run = () => {
    const when: Pick<ReminderInput, "offset_minutes" | "send_at"> =
      how === "before"
        ? { offset_minutes: minutes }
        : { send_at: toInstant(moment as CalendarDateTime, zone) };
    save.mutate(
      { ...(reminder ? { id: reminder.id } : {}), ...words, ...when },
      { onSuccess: onClose },
    );
  };
  return (
    <Dialog
      wide
      title={reminder ? t`Change the reminder` : t`New reminder`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>{t`Not now`}</Button>
          <Button tone="filled" isDisabled={!isReady} isPending={save.isPending} onPress={run}>
            {reminder ? t`Save` : t`Set it up`}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-5 pb-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) run();
        }}
      >
        {save.isError && <Notice tone="danger">{messageOf(save.error)}</Notice>}
        <Choices
          label={t`To whom?`}
          columns={3}
          value={audience}
          onChange={(next) => setAudience(next as Reminder["audience"])}
          choices={(["unanswered", "coming", "everyone"] as const).map((id) => ({
            id,
            label: audienceWord(id),
          }))}
        />
        <div className="flex flex-wrap items-end gap-4">
          <Segments
            label={t`When?`}
            value={how}
            onChange={(next) => setHow(next as "before")}
            options={[
              { id: "before", label: t`Before it begins` },
              { id: "date", label: t`On a date` },
            ]}
          />
          {how === "before" ? (
            <>
              <Field
                label={t`How long`}
                type="number"
                inputMode="numeric"
                min={0}
                value={number}
                onChange={setNumber}
                className="w-24"
              />
              <Select
                label={t`Unit`}
                value={unit}
                onChange={(next) => setUnit(next as Unit)}
                options={[
                  { id: "hours", label: t`hours` },
                  { id: "days", label: t`days` },
                  { id: "weeks", label: t`weeks` },
                ]}
              />
            </>
          ) : (
            <DateTime
              label={t`Date and time`}
              value={moment}
              onChange={setMoment}
              className="min-w-56"
            />
          )}
        </div>
        <Select
          label={t`By`}
          value={channel}
          onChange={(next) => setChannel(next as Reminder["channel"])}
          hint={
            channel === "email" ? "" : t`Until a provider is set, these stand on the outbox page.`
          }
          options={(["email", "sms", "whatsapp"] as const).map((id) => ({
            id,
            label: channelWord(id),
          }))}
        />
        {channel === "email" && (
          <Field
            label={t`Subject`}
            placeholder={t`Ours, in each guest's language`}
            value={subject}
            onChange={setSubject}
            maxLength={200}
          />
        )}
        <Field
          label={t`Your own words`}
          multiline
          rows={4}
          placeholder={t`Leave it empty for ours, in each guest's language`}
          hint={t`Filled in for each guest: ${PLACEHOLDERS}`}
          value={body}
          onChange={setBody}
          maxLength={4000}
        />
        <Preview eventId={eventId} words={words} />
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
