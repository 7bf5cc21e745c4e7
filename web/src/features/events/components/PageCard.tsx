import { plural, t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type EventRow } from "@/api";
import { Card, Field, Form, LinkButton, Notice, Select, toast } from "@/ui";
import { PageAddress } from "./PageAddress";
import { SaveChanges } from "./SaveChanges";
import { useChangeEvent } from "../queries";

const visibilities = ["private", "unlisted", "public"] as const;
const approvals = ["invite_only", "request", "open"] as const;
const schema = () =>
  z.object({
    visibility: z.enum(visibilities),
    approval: z.enum(approvals),
    places_per_request: z.string(),
    waitlist: z.enum(["", "automatic", "by_hand", "off"]),
    offer_minutes: z.string(),
  });

type Values = z.output<ReturnType<typeof schema>>;

const valuesOf = (event: EventRow): Values => ({
  visibility: event.visibility,
  approval: approvals.find((one) => one === event.approval) ?? "invite_only",
  places_per_request: String(event.settings?.places_per_request ?? 4),
  waitlist: event.settings?.waitlist ?? "",
  offer_minutes: String(event.settings?.offer_minutes ?? 720),
});

const inputOf = (
  { places_per_request, waitlist, offer_minutes, ...values }: Values,
  event: EventRow,
) => ({
  ...values,
  settings: {
    ...event.settings,
    places_per_request: Number(places_per_request) || 4,
    waitlist: waitlist || null,
    offer_minutes: Number(offer_minutes) || 720,
  },
  version: event.version,
});

/** Who can open the event's own page and come that way, and its address. */
export function PageCard({ event }: { event: EventRow }) {
  const change = useChangeEvent(event.id);
  const form = useForm({
    schema: schema(),
    values: valuesOf(event),
    save: (values) => change.mutateAsync(inputOf(values, event)),
    onSaved: () => toast.show(t`Saved`),
    names: {
      "settings.places_per_request": "places_per_request",
      "settings.offer_minutes": "offer_minutes",
    },
  });
  const isPrivate = form.now.visibility === "private";
  return (
    <Card id="page" title={t`Event page`}>
      <Form form={form} className="gap-5">
        <Select
          label={t`Who can see it`}
          {...form.bind("visibility")}
          hint={t`The page names only guests who let everybody see that they come.`}
          options={[
            { id: "private", label: t`Invited guests only` },
            { id: "unlisted", label: t`Anybody with the link` },
            { id: "public", label: t`Anybody, search engines too` },
          ]}
        />
        {!isPrivate && (
          <div className="grid gap-4 sm:grid-cols-2">
            <Select
              label={t`Who can come`}
              {...form.bind("approval")}
              options={[
                { id: "invite_only", label: t`Invited guests only` },
                { id: "request", label: t`Whoever asks and is accepted` },
                { id: "open", label: t`Anybody, at once` },
              ]}
            />
            {form.now.approval !== "invite_only" && (
              <Field
                label={t`Most places for one request`}
                type="number"
                inputMode="numeric"
                min={1}
                max={50}
                {...form.bind("places_per_request")}
              />
            )}
            {form.now.approval !== "invite_only" && <WaitlistFields form={form} />}
          </div>
        )}
        {event.visibility !== "private" && <PageLink event={event} />}
        <div>
          <LinkButton
            href={`/api/events/${event.id}/preview`}
            target="_blank"
          >{t`Preview the page`}</LinkButton>
        </div>
        <SaveChanges form={form} event={event} />
      </Form>
    </Card>
  );
}

type PageForm = ReturnType<typeof useForm<ReturnType<typeof schema>, unknown>>;

/** What becomes of places that are free again at a full event. */
function WaitlistFields({ form }: { form: PageForm }) {
  return (
    <>
      <Select
        label={t`When a place is free again`}
        {...form.bind("waitlist")}
        hint={
          form.now.approval === "request" &&
          form.now.waitlist === "automatic" &&
          t`People who accept an offer are in without your approval.`
        }
        options={[
          {
            id: "",
            label:
              form.now.approval === "open"
                ? t`It's offered to the next in line`
                : t`I offer it to somebody who waits`,
          },
          ...(form.now.approval === "open"
            ? [{ id: "by_hand", label: t`I offer it to somebody who waits` }]
            : [{ id: "automatic", label: t`It's offered to the next in line` }]),
          { id: "off", label: t`No waiting list` },
        ]}
      />
      {form.now.waitlist !== "off" && (
        <Select
          label={t`An offer lasts`}
          {...form.bind("offer_minutes")}
          hint={t`Less when the event is soon.`}
          options={[30, 120, 720, 1440, 2880].map((minutes) => ({
            id: String(minutes),
            label:
              minutes < 60
                ? plural(minutes, { one: "# minute", other: "# minutes" })
                : plural(minutes / 60, { one: "# hour", other: "# hours" }),
          }))}
        />
      )}
    </>
  );
}

function PageLink({ event }: { event: EventRow }) {
  if (event.status === "draft") {
    return <Notice>{t`Others can open the page once the event is published.`}</Notice>;
  }
  return <PageAddress event={event} />;
}
