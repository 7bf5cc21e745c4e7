import { t } from "@lingui/core/macro";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { messageOf, Problem, type EventInput, type EventRow, type SeatSelection } from "@/api";
import { toInstant, toWall } from "@/lib/dates";
import { localeNames, locales } from "@/lib/i18n";
import { useEventId } from "@/lib/useEventId";
import {
  Button,
  Card,
  Choices,
  Confirm,
  Field,
  LinkButton,
  Notice,
  Page,
  Select,
  Switch,
  toast,
} from "@/ui";
import { DateTime } from "@/ui/DateTime";
import { headInput, HeadFields, useHeadForm } from "../components/EventForm";
import { allows, seatSelectionWord } from "../model";
import { useChangeEvent, useDeleteEvent, useEvent, useEventVerb } from "../queries";

export function SettingsPage() {
  const event = useEvent(useEventId()).data;
  if (!event) return null;
  return (
    <Page width="narrow">
      <h1 className="sr-only">{t`Settings`}</h1>
      {!allows(event, "edit_event") && (
        <Notice>{t`Only the people who manage this event can change its settings.`}</Notice>
      )}
      <HeadCard key={`head-${event.version}`} event={event} />
      <GuestsCard key={`guests-${event.version}`} event={event} />
      <Card title={t`The door`}>
        <ul>
          <Verb
            words={t`Phones that check people in without a log-in, and the gates where people come in.`}
          >
            <LinkButton href={`/events/${event.id}/devices`}>{t`Devices and gates`}</LinkButton>
          </Verb>
        </ul>
      </Card>
      {allows(event, "edit_event") && <VerbsCard event={event} />}
    </Page>
  );
}

function HeadCard({ event }: { event: EventRow }) {
  const form = useHeadForm(event);
  const change = useChangeEvent(event.id);
  const errors = change.error instanceof Problem ? change.error.fields : {};
  const send = form.handleSubmit((values) =>
    change.mutate(
      { ...headInput(values), version: event.version },
      { onSuccess: () => toast.show(t`Saved`) },
    ),
  );
  return (
    <Card title={t`The event`}>
      <form noValidate onSubmit={(submit) => void send(submit)} className="flex flex-col gap-5">
        {change.isError && <Notice tone="danger">{messageOf(change.error)}</Notice>}
        <HeadFields control={form.control} errors={errors} />
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

function GuestsCard({ event }: { event: EventRow }) {
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
  const [locale, setLocale] = useState(event.locale ?? "en");
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
            onChange={setLocale}
            options={locales.map((one) => ({ id: one, label: localeNames[one] }))}
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

function VerbsCard({ event }: { event: EventRow }) {
  const navigate = useNavigate();
  const verb = useEventVerb(event.id);
  const remove = useDeleteEvent(event.id);
  const [asked, setAsked] = useState<"cancel" | "delete" | null>(null);
  const fail = (error: Error) => toast.error(messageOf(error));
  const restore = () =>
    verb.mutate("restore", {
      onSuccess: () => toast.show(t`“${event.title}” is back`),
      onError: fail,
    });
  return (
    <Card title={t`Whole event`}>
      <ul className="divide-y divide-line">
        {event.status === "draft" && (
          <Verb words={t`Publish it: invitations can go out and guests can answer.`}>
            <Button
              tone="filled"
              isPending={verb.isPending}
              isDisabled={!event.starts_at}
              onPress={() =>
                verb.mutate("publish", {
                  onSuccess: () => toast.show(t`Published. Invitations can go out now.`),
                  onError: fail,
                })
              }
            >{t`Publish`}</Button>
          </Verb>
        )}
        <Verb words={t`Make a copy with its questions and seats, without its guests.`}>
          <Button
            onPress={() =>
              verb.mutate("duplicate", {
                onSuccess: (copy) => {
                  toast.show(t`The copy is a draft`);
                  void navigate({ to: "/events/$eventId", params: { eventId: copy.id } });
                },
                onError: fail,
              })
            }
          >{t`Duplicate`}</Button>
        </Verb>
        {(event.status === "draft" || event.status === "published") && (
          <Verb words={t`Cancel it: held seats are freed and every guest is told.`}>
            <Button tone="danger" onPress={() => setAsked("cancel")}>{t`Cancel event`}</Button>
          </Verb>
        )}
        <Verb words={t`Delete it: it disappears for everyone, and you can restore it for 30 days.`}>
          <Button tone="danger" onPress={() => setAsked("delete")}>{t`Delete event`}</Button>
        </Verb>
      </ul>
      <Confirm
        title={t`Cancel “${event.title}”?`}
        action={t`Cancel the event and tell everyone`}
        isDanger
        typed={event.title}
        isOpen={asked === "cancel"}
        isPending={verb.isPending}
        onClose={() => setAsked(null)}
        onConfirm={() =>
          verb.mutate("cancel", {
            onSuccess: () => {
              setAsked(null);
              toast.show(t`Canceled. Your guests are being told.`);
            },
            onError: fail,
          })
        }
      >
        <p>{t`Guests read it on their page and get a message. Held seats are freed. This can't be taken back quietly.`}</p>
      </Confirm>
      <Confirm
        title={t`Delete “${event.title}”?`}
        action={t`Delete event`}
        isDanger
        isOpen={asked === "delete"}
        isPending={remove.isPending}
        onClose={() => setAsked(null)}
        onConfirm={() =>
          remove.mutate(undefined, {
            onSuccess: () => {
              toast.show(t`“${event.title}” was deleted`, { label: t`Undo`, run: restore });
              void navigate({ to: "/events" });
            },
            onError: fail,
          })
        }
      >
        <p>{t`Its invitations stop working. You can restore it from the list of events for 30 days.`}</p>
      </Confirm>
    </Card>
  );
}

function Verb({ words, children }: { words: string; children: React.ReactNode }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 py-3 text-sm">
      <span className="min-w-0 flex-1 basis-60 text-quiet">{words}</span>
      {children}
    </li>
  );
}
