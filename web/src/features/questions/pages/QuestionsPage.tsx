import { plural, t } from "@lingui/core/macro";
import { ChefHat, Plus } from "lucide-react";
import { useState } from "react";
import { messageOf, type NewQuestion, type Question } from "@/api";
import { allows, useEvent } from "@/features/events";
import { useEventId } from "@/lib/useEventId";
import {
  Button,
  Card,
  Confirm,
  EmptyState,
  LinkButton,
  LoadError,
  Page,
  PageHead,
  Skeleton,
  toast,
} from "@/ui";
import { QuestionForm } from "../components/QuestionForm";
import { QuestionList } from "../components/QuestionList";
import type { Draft } from "../form";
import {
  useAnswerCounts,
  useDeleteQuestion,
  useOrderQuestions,
  useQuestions,
  useSaveQuestion,
} from "../queries";

/** Suggested questions for a new event. */
const suggestedQuestions = (): NewQuestion[] => [
  {
    label: t`Which meal would you like?`,
    kind: "meal",
    options: [t`Meat`, t`Fish`, t`Vegetarian`],
    required: true,
  },
  {
    label: t`Do you have any dietary restrictions?`,
    kind: "text",
    required: false,
    for_caterer: true,
  },
];

export function QuestionsPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const questions = useQuestions(eventId);
  const save = useSaveQuestion(eventId);
  const remove = useDeleteQuestion(eventId);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [questionToDelete, setQuestionToDelete] = useState<Question | null>(null);
  const order = useOrderQuestions(eventId);
  const canSeeAnswers = event ? allows(event, "see_answers") : false;
  const counts = useAnswerCounts(eventId, questionToDelete !== null && canSeeAnswers).data;
  const answered = questionToDelete ? (counts?.get(questionToDelete.id) ?? 0) : 0;
  const canEdit = event ? allows(event, "edit_guests") : false;
  const list = questions.data ?? [];
  const groups = [
    { scope: "rsvp", title: t`Questions to guests` },
    { scope: "plus_one", title: t`Questions to plus-ones` },
    { scope: "party", title: t`Questions to each party, asked once` },
    { scope: "request", title: t`Questions to whoever asks to join` },
    { scope: "order", title: t`Questions to whoever orders tickets` },
  ].map((group) => ({ ...group, questions: list.filter((one) => one.scope === group.scope) }));
  return (
    <Page width="narrow">
      <PageHead
        title={t`Questions`}
        actions={
          list.length > 0 && (
            <>
              {canSeeAnswers && (
                <LinkButton
                  icon={<ChefHat size={16} />}
                  href={`/events/${eventId}/catering`}
                >{t`Caterer's sheet`}</LinkButton>
              )}
              {canEdit && (
                <Button
                  tone="filled"
                  icon={<Plus size={16} />}
                  onPress={() => setDraft({})}
                >{t`Add question`}</Button>
              )}
            </>
          )
        }
      >
        {t`Guests see these after they say yes.`}
      </PageHead>
      {questions.isPending && <Skeleton />}
      {questions.isError && (
        <LoadError message={messageOf(questions.error)} onRetry={() => void questions.refetch()} />
      )}
      {questions.isSuccess && list.length === 0 && (
        <Card>
          <EmptyState
            drawing="list"
            title={t`Ask what the kitchen needs to know`}
            action={
              canEdit && (
                <>
                  <Button
                    tone="filled"
                    size="large"
                    onPress={() =>
                      suggestedQuestions().forEach((one, position) =>
                        save.mutate({ ...one, position }),
                      )
                    }
                  >{t`Add a meal question`}</Button>
                  <Button size="large" onPress={() => setDraft({})}>{t`Write your own`}</Button>
                </>
              )
            }
          />
        </Card>
      )}
      {groups.map(
        ({ scope, title, questions: own }) =>
          own.length > 0 && (
            <section key={scope} className="flex flex-col gap-2">
              {own.length < list.length && <h2 className="text-sm font-medium">{title}</h2>}
              <Card flush>
                <QuestionList
                  label={title}
                  questions={own}
                  canEdit={canEdit}
                  isMoving={order.isPending}
                  onOrder={(next) =>
                    order.mutate(
                      groups.flatMap((one) => (one.scope === scope ? next : one.questions)),
                      { onError: (error) => toast.error(messageOf(error)) },
                    )
                  }
                  onEdit={setDraft}
                  onDelete={setQuestionToDelete}
                />
              </Card>
            </section>
          ),
      )}
      {draft && (
        <QuestionForm
          eventId={eventId}
          locale={event?.locale ?? "en"}
          draft={draft}
          questions={list}
          onClose={() => setDraft(null)}
        />
      )}
      <Confirm
        title={t`Delete this question?`}
        action={t`Delete question`}
        isDanger
        isOpen={questionToDelete !== null}
        isPending={remove.isPending}
        onClose={() => setQuestionToDelete(null)}
        onConfirm={() =>
          questionToDelete &&
          remove.mutate(questionToDelete.id, {
            onSuccess: () => setQuestionToDelete(null),
            onError: (error) => toast.error(messageOf(error)),
          })
        }
      >
        <p>{t`Guests won't see it any more. Answers already given are kept.`}</p>
        {answered > 0 && (
          <p>
            {plural(answered, {
              one: "# guest who is coming has answered it.",
              other: "# guests who are coming have answered it.",
            })}
          </p>
        )}
      </Confirm>
    </Page>
  );
}
