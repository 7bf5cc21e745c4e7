import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type Invitation, type InvitedGuest } from "@/api";
import { useAnswerFor } from "@/features/guests";
import { AnswerFields, questionsOnce, useQuestions } from "@/features/questions";
import { Form, SubmitButton, toast } from "@/ui";

type Answers = NonNullable<InvitedGuest["answers"]>;
const schema = z.object({ answers: z.custom<Answers>() });

/** What the party is asked once. An answer given at one guest counts for all of them. */
export function PartyAnswers({
  eventId,
  invitation,
  canEdit,
}: {
  eventId: string;
  invitation: Invitation;
  canEdit: boolean;
}) {
  const questions = questionsOnce(useQuestions(eventId).data ?? []);
  const answer = useAnswerFor(eventId);
  const [first] = invitation.guests;
  const kept = invitation.guests.reduceRight<Answers>(
    (all, guest) => ({ ...all, ...guest.answers }),
    {},
  );
  const form = useForm({
    schema,
    values: {
      answers: Object.fromEntries(
        questions.flatMap(({ id }) => (id in kept ? [[id, kept[id]]] : [])),
      ),
    },
    save: ({ answers }) => answer.mutateAsync({ id: first?.id ?? "", answers }),
    onSaved: () => toast.show(t`Saved`),
  });
  if (!first || questions.length === 0) return null;
  return (
    <section className="flex flex-col gap-3 rounded-card border border-line p-4">
      <h3 className="text-sm font-medium">{t`For the whole party`}</h3>
      <Form form={form} className="gap-4">
        <AnswerFields
          questions={questions}
          answers={form.now.answers}
          onChange={(answers) => form.set("answers", answers)}
        />
        {canEdit && (
          <div>
            <SubmitButton form={form} isPlain size="small">{t`Save answers`}</SubmitButton>
          </div>
        )}
      </Form>
    </section>
  );
}
