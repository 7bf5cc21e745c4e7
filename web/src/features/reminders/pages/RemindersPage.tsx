import { plural, t } from "@lingui/core/macro";
import { Plus } from "lucide-react";
import { useState } from "react";
import { listState, messageOf, type Reminder } from "@/api";
import { allows, useEvent } from "@/features/events";
import { dayAndTime } from "@/lib/dates";
import { useEventId } from "@/lib/useEventId";
import { Button, Chip, EmptyState, ListPage, Menu, toast } from "@/ui";
import { QuietHours } from "../components/QuietHours";
import { ReminderForm } from "../components/ReminderForm";
import { audienceLabel, channelLabel, offsetLabel, statusLabel } from "../model";
import { useDeleteReminder, useReminders, useSaveReminder } from "../queries";

export function RemindersPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const reminders = useReminders(eventId);
  const [draft, setDraft] = useState<Reminder | "new" | null>(null);
  const canSend = event ? allows(event, "send_messages") : false;
  const list = reminders.data ?? [];
  const zone = event?.timezone ?? "UTC";
  const add = (words: string, isLarge: boolean) =>
    canSend && (
      <Button
        tone="filled"
        size={isLarge ? "large" : "medium"}
        icon={<Plus size={isLarge ? 18 : 16} />}
        onPress={() => setDraft("new")}
      >
        {words}
      </Button>
    );
  return (
    <ListPage
      narrow
      title={t`Reminders`}
      intro={t`Each guest gets each reminder once, in their language. Guests who have replied aren't reminded.`}
      actions={list.length > 0 && add(t`Add reminder`, false)}
      list={listState(reminders)}
      count={list.length}
      lines={4}
      empty={
        <EmptyState
          drawing="envelope"
          title={t`No reminders yet`}
          action={add(t`Add reminder`, true)}
        >{t`Choose when and to whom. It's sent automatically.`}</EmptyState>
      }
      beside={
        <>
          {event && allows(event, "edit_event") && <QuietHours event={event} />}
          {draft && (
            <ReminderForm
              eventId={eventId}
              zone={zone}
              reminder={draft === "new" ? null : draft}
              onClose={() => setDraft(null)}
            />
          )}
        </>
      }
    >
      <ul className="divide-y divide-line">
        {list.map((one) => (
          <Row
            key={one.id}
            eventId={eventId}
            reminder={one}
            zone={zone}
            canSend={canSend}
            onEdit={() => setDraft(one)}
          />
        ))}
      </ul>
    </ListPage>
  );
}

function Row({
  eventId,
  reminder,
  zone,
  canSend,
  onEdit,
}: {
  eventId: string;
  reminder: Reminder;
  zone: string;
  canSend: boolean;
  onEdit: () => void;
}) {
  const save = useSaveReminder(eventId);
  const remove = useDeleteReminder(eventId);
  const { word, tone } = statusLabel(reminder.status);
  const fail = (error: Error) => void toast.error(messageOf(error));
  const isWaiting = reminder.status === "scheduled";
  const actions = [
    ...(isWaiting || reminder.status === "canceled"
      ? [{ id: "edit", label: t`Edit`, onAction: onEdit }]
      : []),
    ...(isWaiting
      ? [
          {
            id: "stop",
            label: t`Stop`,
            onAction: () => save.mutate({ id: reminder.id, status: "canceled" }, { onError: fail }),
          },
        ]
      : []),
    ...(reminder.status === "canceled" || reminder.status === "missed"
      ? [
          {
            id: "again",
            label: t`Schedule again`,
            onAction: () =>
              save.mutate({ id: reminder.id, status: "scheduled" }, { onError: fail }),
          },
        ]
      : []),
    {
      id: "delete",
      label: t`Delete`,
      isDanger: true,
      startsGroup: true,
      onAction: () => remove.mutate(reminder.id, { onError: fail }),
    },
  ];
  const when = reminder.offset_minutes === null ? "" : offsetLabel(reminder.offset_minutes);
  const moment = reminder.sent_at ?? reminder.due_at;
  return (
    <li className="flex items-start gap-4 px-5 py-4">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          {audienceLabel(reminder.audience)} <Chip tone={tone}>{word}</Chip>
        </p>
        <p className="mt-1 text-sm text-quiet">
          {channelLabel(reminder.channel)}
          {when && ` · ${when}`}
          {moment && (
            <>
              {" "}
              · <time dateTime={moment}>{dayAndTime(moment, zone)}</time>
            </>
          )}
        </p>
        {reminder.status === "sent" && (
          <p className="mt-1 text-sm text-quiet">
            {plural(reminder.recipients, {
              one: "Sent to # person",
              other: "Sent to # people",
            })}
            {reminder.suppressed > 0 &&
              ` · ${plural(reminder.suppressed, { one: "# opted out", other: "# opted out" })}`}
          </p>
        )}
      </div>
      {canSend && reminder.status !== "sending" && <Menu label={t`More`} actions={actions} />}
    </li>
  );
}
