import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { EventRow } from "@/api";
import { useEventId } from "@/lib/useEventId";
import { Card, Form, LinkButton, Notice, Page, toast } from "@/ui";
import { HeadFields, useHeadForm } from "../components/EventForm";
import { DiscoveryCard } from "../components/DiscoveryCard";
import { MailCard } from "../components/MailCard";
import { JoinRulesCard } from "../components/JoinRulesCard";
import { MinimumCard } from "../components/MinimumCard";
import { PageCard } from "../components/PageCard";
import { PageExtrasCard } from "../components/PageExtrasCard";
import { PicturesCard } from "../components/PicturesCard";
import { GuestsCard } from "../components/GuestsCard";
import { ThemeCard } from "../components/ThemeCard";
import { TicketsCard } from "../components/TicketsCard";
import { Verb } from "../components/Verb";
import { VerbsCard } from "../components/VerbsCard";
import { allows } from "../model";
import { SaveChanges } from "../components/SaveChanges";
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
      <HeadCard event={event} />
      <GuestsCard event={event} />
      <MinimumCard event={event} />
      <TicketsCard event={event} />
      <PageCard event={event} />
      {event.visibility !== "private" && event.approval !== "invite_only" && (
        <JoinRulesCard event={event} />
      )}
      <ThemeCard event={event} />
      <PicturesCard event={event} />
      {event.visibility !== "private" && <PageExtrasCard event={event} />}
      <DiscoveryCard event={event} />
      <MailCard event={event} />
      <Card title={t`Program`}>
        <ul>
          <Verb
            words={t`The parts of the event, such as ceremony, dinner and brunch: guests reply for each.`}
          >
            <LinkButton href={`/events/${event.id}/program`}>{t`Edit program`}</LinkButton>
          </Verb>
        </ul>
      </Card>
      {allows(event, "edit_event") && (
        <Card title={t`Tickets`}>
          <ul>
            <Verb
              words={t`Free or paid tickets that people order, and on which terms they are sold.`}
            >
              <LinkButton href={`/events/${event.id}/tickets`}>{t`Tickets`}</LinkButton>
              <LinkButton href={`/events/${event.id}/sale-terms`}>{t`Terms of sale`}</LinkButton>
            </Verb>
          </ul>
        </Card>
      )}
      <Card title={t`Check-in`}>
        <ul>
          <Verb
            words={t`Phones that check people in without logging in, and the gates where people come in.`}
          >
            <LinkButton href={`/events/${event.id}/devices`}>{t`Devices and gates`}</LinkButton>
          </Verb>
        </ul>
      </Card>
      {allows(event, "edit_event") && <VerbsCard event={event} />}
    </Page>
  );
}

/** Whether an event is at another time or place than before. */
function isElsewhen(before: EventRow, after: EventRow): boolean {
  return (["starts_at", "ends_at", "timezone", "venue_text"] as const).some(
    (field) => before[field] !== after[field],
  );
}

function HeadCard({ event }: { event: EventRow }) {
  const change = useChangeEvent(event.id);
  const [hasNews, setNews] = useState(false);
  const form = useHeadForm(
    event,
    (values) => change.mutateAsync({ ...values, version: event.version }),
    (saved) => {
      toast.show(t`Saved`);
      setNews((before) => before || (event.status === "published" && isElsewhen(event, saved)));
    },
  );
  return (
    <Card id="details" title={t`Event details`}>
      <Form form={form} className="gap-5">
        <HeadFields
          form={form}
          pollHref={event.status === "draft" ? `/events/${event.id}/poll` : undefined}
        />
        <SaveChanges form={form} event={event} />
        {hasNews && allows(event, "send_messages") && (
          <Notice>
            <p>{t`Time or place has changed. Guests who are coming don't know yet.`}</p>
            <p className="mt-2">
              <LinkButton
                href={`/events/${event.id}/messages?write=true&about=change`}
              >{t`Tell guests`}</LinkButton>
            </p>
          </Notice>
        )}
      </Form>
    </Card>
  );
}
