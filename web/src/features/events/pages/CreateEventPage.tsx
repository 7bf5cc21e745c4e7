import { t } from "@lingui/core/macro";
import { useNavigate } from "@tanstack/react-router";
import { Armchair, Heart, Users, Utensils } from "lucide-react";
import { useState } from "react";
import type { SeatSelection } from "@/api";
import { Button, Card, Choices, Form, Page, PageHead, SubmitButton } from "@/ui";
import { HeadFields, useHeadForm } from "../components/EventForm";
import { useCreateEvent } from "../queries";

/** Initial settings for each kind of event. All of them can be changed later. */
const presets: Record<string, SeatSelection> = {
  wedding: "organizer",
  theatre: "guest",
  dinner: "guest",
  meetup: "none",
};

export function CreateEventPage() {
  const navigate = useNavigate();
  const create = useCreateEvent();
  const [kind, setKind] = useState("wedding");
  const form = useHeadForm(
    undefined,
    (values) =>
      create.mutateAsync({
        ...values,
        seat_selection: presets[kind] ?? "none",
        visibility: "private",
      }),
    (event, way) => {
      const params = { eventId: event.id };
      void (way === "draft"
        ? navigate({ to: "/events/$eventId", params })
        : navigate({ to: "/events/$eventId/invitations", params, search: { add: true } }));
    },
  );
  return (
    <Page width="narrow">
      <PageHead
        title={t`Create event`}
      >{t`A draft only you can see. Publish it when it is ready.`}</PageHead>
      <Card>
        <Form form={form} className="gap-6">
          <Choices
            label={t`What kind of event?`}
            columns={2}
            value={kind}
            onChange={setKind}
            choices={[
              {
                id: "wedding",
                label: t`Wedding or celebration`,
                hint: t`Families reply together, and you seat them at tables`,
                icon: <Heart size={18} className="mt-0.5 text-accent-text" />,
              },
              {
                id: "theatre",
                label: t`Theater or concert`,
                hint: t`Rows of seats, guests pick their own`,
                icon: <Armchair size={18} className="mt-0.5 text-accent-text" />,
              },
              {
                id: "dinner",
                label: t`Company dinner`,
                hint: t`Tables, guests pick their own`,
                icon: <Utensils size={18} className="mt-0.5 text-accent-text" />,
              },
              {
                id: "meetup",
                label: t`Meet-up`,
                hint: t`A guest list and check-in, no seats`,
                icon: <Users size={18} className="mt-0.5 text-accent-text" />,
              },
            ]}
          />
          <HeadFields form={form} isNew />
          <div className="flex flex-wrap justify-end gap-2">
            <Button
              size="large"
              isDisabled={form.isBusy}
              onPress={() => form.submit("draft")}
            >{t`Create draft`}</Button>
            <SubmitButton form={form} size="large">{t`Create and invite guests`}</SubmitButton>
          </div>
        </Form>
      </Card>
    </Page>
  );
}
