import { t } from "@lingui/core/macro";
import { Plus, Trash2 } from "lucide-react";
import { z } from "zod";
import { useForm, type EventRow } from "@/api";
import { Button, Card, Field, Form, Switch, toast } from "@/ui";
import { SaveChanges } from "./SaveChanges";
import { useChangeEvent } from "../queries";

const MOST_QUESTIONS = 20;

const schema = () =>
  z.object({
    shows_people: z.boolean(),
    faq: z
      .array(z.object({ question: z.string(), answer: z.string() }))
      .refine((rows) => rows.every((one) => !one.question.trim() === !one.answer.trim()), {
        message: t`Write both a question and its answer.`,
      }),
    gift_url: z.string(),
    gift_text: z.string(),
    embed_on: z.string(),
    comments: z.boolean(),
    photos: z.boolean(),
    is_looked_at: z.boolean(),
  });

type Values = z.output<ReturnType<typeof schema>>;

const valuesOf = (event: EventRow): Values => {
  const page = event.settings?.page;
  return {
    shows_people: page?.shows_people ?? true,
    faq: page?.faq ?? [],
    gift_url: page?.gift_url ?? "",
    gift_text: page?.gift_text ?? "",
    embed_on: (page?.embed_on ?? []).join("\n"),
    comments: page?.comments ?? false,
    photos: page?.photos ?? false,
    is_looked_at: page?.wall_moderation !== "after",
  };
};

const inputOf = ({ faq, embed_on, is_looked_at, ...values }: Values, event: EventRow) => ({
  settings: {
    ...event.settings,
    page: {
      ...event.settings?.page,
      ...values,
      wall_moderation: is_looked_at ? ("before" as const) : ("after" as const),
      faq: faq.filter((one) => one.question.trim()),
      embed_on: embed_on.split(/\s+/).filter(Boolean),
    },
  },
  version: event.version,
});

/** What the event's page shows beside its details. */
export function PageExtrasCard({ event }: { event: EventRow }) {
  const change = useChangeEvent(event.id);
  const form = useForm({
    schema: schema(),
    values: valuesOf(event),
    save: (values) => change.mutateAsync(inputOf(values, event)),
    onSaved: () => toast.show(t`Saved`),
    names: {
      "settings.page.gift_url": "gift_url",
      "settings.page.gift_text": "gift_text",
      ...Object.fromEntries(
        Array.from({ length: 10 }, (_, row) => [`settings.page.embed_on.${row}`, "embed_on"]),
      ),
    },
  });
  return (
    <Card title={t`More on the page`}>
      <Form form={form} className="gap-5">
        <Switch
          {...form.bindSwitch("shows_people")}
        >{t`Name guests who have agreed to be shown`}</Switch>
        <fieldset className="grid gap-3">
          <legend className="mb-2 text-sm font-medium">{t`Wall, for those who come`}</legend>
          <Switch {...form.bindSwitch("comments")}>{t`Guests can comment`}</Switch>
          <Switch {...form.bindSwitch("photos")}>{t`Guests can share photos`}</Switch>
          {(form.now.comments || form.now.photos) && (
            <Switch
              {...form.bindSwitch("is_looked_at")}
            >{t`Review posts before they appear`}</Switch>
          )}
        </fieldset>
        <Questions
          rows={form.now.faq}
          onChange={(faq) => form.set("faq", faq)}
          error={form.bind("faq").error}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={t`Link to a gift list`}
            type="url"
            dir="ltr"
            placeholder="https://"
            maxLength={2000}
            {...form.bind("gift_url")}
          />
          <Field label={t`What its button says`} maxLength={200} {...form.bind("gift_text")} />
        </div>
        <Field
          label={t`Sites that may show the page inside theirs`}
          multiline
          rows={2}
          dir="ltr"
          placeholder="https://club.example"
          {...form.bind("embed_on")}
          hint={t`One address a line, up to ten.`}
        />
        <SaveChanges form={form} event={event} />
      </Form>
    </Card>
  );
}

interface QuestionsProps {
  rows: Values["faq"];
  onChange: (rows: Values["faq"]) => void;
  error: string | undefined;
}

/** Questions that people have before they come, with their answers. */
function Questions({ rows, onChange, error }: QuestionsProps) {
  const change = (place: number, values: Partial<Values["faq"][number]>) =>
    onChange(rows.map((row, at) => (at === place ? { ...row, ...values } : row)));
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-2 text-sm font-medium">{t`Questions and answers`}</legend>
      {rows.map((row, place) => (
        // they have no other name than their place
        <div key={place} className="grid gap-2 rounded-card border border-line p-3">
          <Field
            label={t`Question`}
            maxLength={200}
            value={row.question}
            onChange={(question) => change(place, { question })}
          />
          <Field
            label={t`Answer`}
            multiline
            maxLength={2000}
            value={row.answer}
            onChange={(answer) => change(place, { answer })}
          />
          <div>
            <Button
              size="small"
              icon={<Trash2 aria-hidden size={16} />}
              onPress={() => onChange(rows.filter((_, at) => at !== place))}
            >{t`Remove`}</Button>
          </div>
        </div>
      ))}
      {error && (
        <p data-invalid role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
      {rows.length < MOST_QUESTIONS && (
        <div>
          <Button
            size="small"
            icon={<Plus aria-hidden size={16} />}
            onPress={() => onChange([...rows, { question: "", answer: "" }])}
          >{t`Add a question`}</Button>
        </div>
      )}
    </fieldset>
  );
}
