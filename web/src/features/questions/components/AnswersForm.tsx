import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type Answers, type Question } from "@/api";
import { Form, SubmitButton, toast } from "@/ui";
import { AnswerFields } from "./AnswerFields";

const schema = z.object({ answers: z.custom<Answers>() });

/** Answers being edited. The caller keeps them, so that they outlive a form that is closed meanwhile. */
export function useAnswersForm(answers: Answers, save: (answers: Answers) => Promise<unknown>) {
  return useForm({
    schema,
    values: { answers },
    save: (values) => save(values.answers),
    onSaved: () => toast.show(t`Saved`),
  });
}

/** Answers with a button that saves them, for whoever may change them. */
export function AnswersForm({
  form,
  questions,
  canEdit,
  attendeeId,
  className,
}: {
  form: ReturnType<typeof useAnswersForm>;
  questions: Question[];
  canEdit: boolean;
  /** For whom files can be attached. */
  attendeeId?: string | undefined;
  className: string;
}) {
  return (
    <Form form={form} className={className}>
      <AnswerFields
        questions={questions}
        answers={form.now.answers}
        attendeeId={canEdit ? attendeeId : undefined}
        onChange={(answers) => form.set("answers", answers)}
      />
      {canEdit && (
        <div>
          <SubmitButton form={form} isPlain size="small">{t`Save answers`}</SubmitButton>
        </div>
      )}
    </Form>
  );
}
