import { t } from "@lingui/core/macro";
import { useForm, type Question } from "@/api";
import { languageOptions } from "@/lib/i18n";
import { Field, FormPanel, Select, Switch, toast } from "@/ui";
import { questionFrom, schema, valuesOf, type Draft } from "../form";
import { hasOptions, kinds, kindLabel, optionsFrom } from "../model";
import { useSaveQuestion } from "../queries";
import { ConditionFields } from "./ConditionFields";
import { LimitFields } from "./LimitFields";
import { OptionFields } from "./OptionFields";
import { QuestionPreview } from "./QuestionPreview";
import { TranslationFields } from "./TranslationFields";

/** What the server calls limits and condition, in the names of this form. */
const names = {
  limits: "low",
  "limits.quotas": "options",
  "limits.min_length": "low",
  "limits.min": "low",
  "limits.earliest": "low",
  "limits.max_length": "high",
  "limits.max": "high",
  "limits.latest": "high",
  "limits.max_choices": "high",
  condition: "condition_on",
} as const;

/** Adds or changes a question. */
export function QuestionForm({
  eventId,
  locale,
  draft,
  questions,
  onClose,
}: {
  eventId: string;
  /** The event's language, in which the question is written. */
  locale: string;
  draft: Draft;
  /** All of the event, in order. */
  questions: Question[];
  onClose: () => void;
}) {
  const save = useSaveQuestion(eventId);
  const others = languageOptions.filter((one) => one.id !== locale);
  const form = useForm({
    schema,
    names,
    values: valuesOf(
      draft,
      others.map((one) => one.id),
    ),
    save: (values) =>
      save.mutateAsync(
        draft.id && draft.version !== undefined
          ? { id: draft.id, version: draft.version, ...values }
          : { ...values, position: questions.length },
      ),
    onSaved: () => {
      toast.show(t`Saved`);
      onClose();
    },
  });
  const { now } = form;
  const asked = questionFrom(now);
  const own = questions.filter((one) => one.scope === now.scope);
  const place = own.findIndex((one) => one.id === draft.id);
  const earlier = place < 0 ? own : own.slice(0, place);
  return (
    <FormPanel
      title={draft.id ? t`Edit question` : t`Add question`}
      action={draft.id ? t`Save changes` : t`Add question`}
      form={form}
      onClose={onClose}
      className="gap-5"
    >
      <Field
        label={t`Question`}
        {...form.bind("label")}
        placeholder={t`Do you have any dietary restrictions?`}
        autoFocus
      />
      <Field label={t`Help text (optional)`} {...form.bind("help")} />
      <Select
        label={t`Answer type`}
        {...form.bind("kind")}
        onChange={(kind) => {
          form.set("kind", kind);
          form.set("low", "");
          form.set("high", "");
        }}
        options={kinds.map((id) => ({ id, label: kindLabel(id) }))}
      />
      {hasOptions(now.kind) && (
        <OptionFields
          options={form.bind("options")}
          quotas={now.quotas}
          onQuotas={(quotas) => form.set("quotas", quotas)}
        />
      )}
      <LimitFields kind={now.kind} low={form.bind("low")} high={form.bind("high")} />
      <Select
        label={t`Asked of`}
        {...form.bind("scope")}
        onChange={(scope) => {
          form.set("scope", scope);
          form.set("condition_on", "");
          form.set("condition_answers", []);
        }}
        options={[
          { id: "rsvp", label: t`Guests` },
          { id: "plus_one", label: t`Plus-ones` },
          { id: "party", label: t`Each party, once` },
          { id: "request", label: t`Whoever asks to join` },
          { id: "order", label: t`Whoever orders tickets` },
        ]}
        hint={t`Plus-ones are asked the same as guests, unless they have questions of their own.`}
      />
      <Switch
        {...form.bindSwitch("required")}
        hint={t`Only guests who are coming see it.`}
      >{t`Required`}</Switch>
      {now.kind !== "meal" && (
        <Switch
          {...form.bindSwitch("for_caterer")}
          hint={t`For allergies, for example. Meals are on it anyway.`}
        >{t`On the caterer's sheet`}</Switch>
      )}
      <ConditionFields
        earlier={earlier}
        on={now.condition_on}
        answers={now.condition_answers}
        error={form.bind("condition_on").error}
        onChange={(on, answers) => {
          form.set("condition_on", on);
          form.set("condition_answers", answers);
        }}
      />
      <div className="flex flex-col gap-2">
        <h3 className="text-sm font-medium">{t`Translations`}</h3>
        {others.map(({ id, label }) => {
          const bound = form.bind(`translations.${id}`);
          return (
            <TranslationFields
              key={id}
              language={label}
              texts={bound.value}
              label={now.label}
              help={now.help}
              options={hasOptions(now.kind) ? optionsFrom(now.options) : []}
              errorAt={(field) => form.bind(`translations.${id}.${field}` as "label").error}
              onChange={bound.onChange}
            />
          );
        })}
      </div>
      <QuestionPreview
        question={{
          ...asked,
          id: "preview",
          event_id: eventId,
          label: now.label || t`Question`,
          help: now.help,
          options: asked.options ?? [],
          version: 1,
          scope: now.scope,
          kind: now.kind,
          required: now.required,
          for_caterer: now.for_caterer,
          position: 0,
          limits: {},
          condition: {},
          translations: {},
        }}
      />
    </FormPanel>
  );
}
