import { t } from "@lingui/core/macro";
import { useForm, type EventRow } from "@/api";
import { allows, useChangeEvent, useEvent } from "@/features/events";
import { TestModeNotice } from "@/features/paymentaccounts";
import { useEventId } from "@/lib/useEventId";
import { Card, Form, LinkButton, Notice, Page, PageHead, SubmitButton, toast } from "@/ui";
import { PolicyFields } from "../components/PolicyFields";
import { PriceCard, TransferCard } from "../components/TermsCards";
import { inputOfTerms, termsNames, termsOf, termsSchema } from "../terms";

/** On which terms the event's tickets are sold: tax, fee, cancellation, and payment without a provider. */
export function TermsPage() {
  const event = useEvent(useEventId()).data;
  if (!event) return null;
  return (
    <Page width="narrow">
      <PageHead
        title={t`Terms of sale`}
        actions={<LinkButton href={`/events/${event.id}/tickets`}>{t`Tickets`}</LinkButton>}
      >{t`They apply to all tickets of this event.`}</PageHead>
      {allows(event, "edit_event") ? (
        <>
          <TestModeNotice event={event} />
          <TermsForm event={event} />
        </>
      ) : (
        <Notice>{t`Only the people who manage this event can change its tickets.`}</Notice>
      )}
    </Page>
  );
}

function TermsForm({ event }: { event: EventRow }) {
  const change = useChangeEvent(event.id);
  const form = useForm({
    schema: termsSchema(),
    values: termsOf(event),
    names: termsNames,
    save: (terms) => change.mutateAsync(inputOfTerms(terms, event)),
    onSaved: () => toast.show(t`Saved`),
  });
  return (
    <Form form={form} className="gap-6">
      <PriceCard form={form} />
      <Card title={t`Cancellation by buyers`}>
        <div className="flex flex-col gap-4">
          <PolicyFields form={form} />
        </div>
      </Card>
      <TransferCard form={form} />
      <div>
        <SubmitButton form={form}>{t`Save changes`}</SubmitButton>
      </div>
    </Form>
  );
}
