import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type Question } from "@/api";
import { Field, FormPanel, Select, Switch, toast } from "@/ui";
import { hasOptions, kinds, kindLabel, optionsFrom } from "../model";
import { useSaveQuestion } from "../queries";

/** A question being edited. New questions have no id yet. */
export type Draft = Partial<Pick<Question, "id" | "label" | "kind" | "options" | "required">>;

const schema = z
  .object({
    label: z.string().trim().min(1),
    kind: z.enum(kinds),
    options: z.string().transform(optionsFrom),
    required: z.boolean(),
  })
  .refine(({ kind, options }) => !hasOptions(kind) || options.length >= 2, { path: ["options"] })
  .transform((values) => (hasOptions(values.kind) ? values : { ...values, options: [] }));

export function QuestionForm({
  eventId,
  draft,
  position,
  onClose,
}: {
  eventId: string;
  draft: Draft;
  position: number;
  onClose: () => void;
}) {
  const save = useSaveQuestion(eventId);
  const form = useForm({
    schema,
    values: {
      label: draft.label ?? "",
      kind: draft.kind ?? "text",
      options: (draft.options ?? []).join("\n"),
      required: draft.required ?? false,
    },
    save: (values) =>
      save.mutateAsync({ ...(draft.id ? { id: draft.id } : { position }), ...values }),
    onSaved: () => {
      toast.show(t`Saved`);
      onClose();
    },
  });
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
      <Select
        label={t`Answer type`}
        {...form.bind("kind")}
        options={kinds.map((id) => ({ id, label: kindLabel(id) }))}
      />
      {hasOptions(form.now.kind) && (
        <Field
          label={t`Choices`}
          multiline
          rows={5}
          {...form.bind("options")}
          hint={t`One per line, at least two.`}
          placeholder={t`Fish\nMeat\nVegetarian`}
        />
      )}
      <Switch
        {...form.bindSwitch("required")}
        hint={t`Only guests who are coming see it.`}
      >{t`Required`}</Switch>
    </FormPanel>
  );
}
