import { t } from "@lingui/core/macro";
import type { Answers, Invitation } from "@/api";
import { useAnswerFor } from "@/features/guests";
import { AnswersForm, questionsOnce, useAnswersForm, useQuestions } from "@/features/questions";

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
  const form = useAnswersForm(
    Object.fromEntries(questions.flatMap(({ id }) => (id in kept ? [[id, kept[id]]] : []))),
    (answers) => answer.mutateAsync({ id: first?.id ?? "", answers }),
  );
  if (!first || questions.length === 0) return null;
  return (
    <section className="flex flex-col gap-3 rounded-card border border-line p-4">
      <h3 className="text-sm font-medium">{t`For the whole party`}</h3>
      <AnswersForm
        form={form}
        questions={questions}
        attendeeId={first.id}
        canEdit={canEdit}
        className="gap-4"
      />
    </section>
  );
}
