import { t } from "@lingui/core/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import {
  Banknote,
  Building2,
  Heart,
  PartyPopper,
  Presentation,
  Users,
  Utensils,
} from "lucide-react";
import { useState } from "react";
import { useChosenOrganization, useOrganizations } from "@/features/organizations";
import { toWall } from "@/lib/dates";
import { choiceOf } from "@/lib/choice";
import { listOf } from "@/lib/numbers";
import { Button, Card, Choices, Form, Page, PageHead, Select, SubmitButton } from "@/ui";
import { HeadFields, useHeadForm } from "../components/EventForm";
import { presetIds, presetOf, withPreset, type Preset, type PresetId } from "../presets";
import { useCreateEvent } from "../queries";

const icons: Record<PresetId, typeof Heart> = {
  wedding: Heart,
  dinner: Utensils,
  open: PartyPopper,
  meetup: Users,
  paid: Banknote,
  conference: Presentation,
  visit: Building2,
};

export function CreateEventPage() {
  const navigate = useNavigate();
  const create = useCreateEvent();
  const search = useSearch({ strict: false });
  const [kind, setKind] = useState<PresetId>(choiceOf(presetIds, search.preset) ?? "wedding");
  const known = useOrganizations().data ?? [];
  const organizations = known.filter((one) => one.can.create_events);
  const [chosen, setChosen] = useState(search.organization);
  const kept = useChosenOrganization()?.id;
  const organization = organizations.find((one) => one.id === (chosen ?? kept)) ?? organizations[0];
  const preset = presetOf(kind);
  const form = useHeadForm(
    undefined,
    (values) => {
      const start = values.starts_at ? toWall(values.starts_at, values.timezone ?? "UTC") : null;
      const body = withPreset(values, preset, start);
      return create.mutateAsync(
        organization ? { ...body, organization_id: organization.id } : body,
      );
    },
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
            onChange={(id) => setKind(choiceOf(presetIds, id) ?? kind)}
            choices={presetIds.map((id) => {
              const Icon = icons[id];
              const { label, hint } = presetOf(id);
              const icon = <Icon aria-hidden size={18} className="mt-0.5 text-accent-text" />;
              return { id, label, hint, icon };
            })}
          />
          <Contents preset={preset} />
          {organizations.length > 1 && (
            <Select
              label={t`Organization`}
              hint={t`Its address book and team come with it.`}
              options={organizations.map(({ id, name }) => ({ id, label: name }))}
              value={organization?.id ?? null}
              onChange={setChosen}
            />
          )}
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

/** What the draft will have, so that nothing in it is a surprise. */
function Contents({ preset }: { preset: Preset }) {
  const parts = listOf(preset.parts.map((part) => part.title));
  const questions = preset.questions.map((one) => one.label);
  if (!parts && questions.length === 0) return null;
  return (
    <div className="flex flex-col gap-1 text-sm text-quiet" role="status">
      {parts && <p>{t`Program: ${parts}`}</p>}
      {questions.length > 0 && <p>{t`Questions to guests: ${questions.join(" · ")}`}</p>}
      <p>{t`You can change all of this later.`}</p>
    </div>
  );
}
