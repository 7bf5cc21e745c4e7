import { t } from "@lingui/core/macro";
import { messageOf, Problem, type EventRow } from "@/api";
import { useEventId } from "@/lib/useEventId";
import { Button, Card, LinkButton, Notice, Page, toast } from "@/ui";
import { HeadFields, headInput, useHeadForm } from "../components/EventForm";
import { GuestsCard } from "../components/GuestsCard";
import { Verb } from "../components/Verb";
import { VerbsCard } from "../components/VerbsCard";
import { allows } from "../model";
import { useChangeEvent, useEvent } from "../queries";

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
