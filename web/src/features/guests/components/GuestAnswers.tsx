import { t } from "@lingui/core/macro";
import type { Attendee } from "@/api";
import { AnswersForm, questionsFor, useAnswersForm, useQuestions } from "@/features/questions";
import { useAnswerFor } from "../queries";

/** What a guest has answered to the event's questions. The team answers for them, files included. */
export function GuestAnswers({ eventId, guest }: { eventId: string; guest: Attendee }) {
  const answer = useAnswerFor(eventId);
  const questions = questionsFor(useQuestions(eventId).data ?? [], Boolean(guest.plus_one_of));
  const form = useAnswersForm(guest.answers ?? {}, (answers) =>
    answer.mutateAsync({ id: guest.id, answers }),
  );
  if (questions.length === 0) return null;
  return (
    <section className="flex flex-col gap-3">
      <h3 className="text-sm font-medium">{t`Meals and questions`}</h3>
      <AnswersForm
        form={form}
        questions={questions}
        attendeeId={guest.id}
        canEdit
        className="gap-4"
      />
    </section>
  );
}
