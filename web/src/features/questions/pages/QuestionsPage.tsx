import { t } from "@lingui/core/macro";
import { ArrowDown, ArrowUp, Plus } from "lucide-react";
import { useState } from "react";
import { messageOf, type NewQuestion, type Question } from "@/api";
import { allows, useEvent } from "@/features/events";
import { useEventId } from "@/lib/useEventId";
import {
  Button,
  Card,
  Chip,
  Confirm,
  EmptyState,
  IconButton,
  LoadError,
  Menu,
  Page,
  PageHead,
  Skeleton,
  toast,
} from "@/ui";
import { QuestionForm, type Draft } from "../components/QuestionForm";
import { kindLabel } from "../model";
import { useDeleteQuestion, useQuestions, useSaveQuestion } from "../queries";

/** Suggested questions for a new event. */
const suggestedQuestions = (): NewQuestion[] => [
  {
    label: t`Which meal would you like?`,
    kind: "choice",
    options: [t`Meat`, t`Fish`, t`Vegetarian`],
    required: true,
  },
  { label: t`Do you have any dietary restrictions?`, kind: "text", required: false },
];

export function QuestionsPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const questions = useQuestions(eventId);
  const save = useSaveQuestion(eventId);
  const remove = useDeleteQuestion(eventId);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [questionToDelete, setQuestionToDelete] = useState<Question | null>(null);
  const canEdit = event ? allows(event, "edit_guests") : false;
  const list = questions.data ?? [];
  const swap = (at: number, other: number) => {
    const a = list[at];
    const b = list[other];
    if (!a || !b) return;
    save.mutate({ id: a.id, position: other });
    save.mutate({ id: b.id, position: at });
  };
  return (
    <Page width="narrow">
      <PageHead
        title={t`Questions`}
        actions={
          canEdit &&
          list.length > 0 && (
            <Button
              tone="filled"
              icon={<Plus size={16} />}
              onPress={() => setDraft({})}
            >{t`Add question`}</Button>
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
      {list.length > 0 && (
        <Card flush>
          <ol className="divide-y divide-line">
            {list.map((question, index) => (
              <li
                key={question.id}
                className="flex flex-wrap items-start gap-x-4 gap-y-2 px-5 py-4"
              >
                <span data-figures className="mt-0.5 text-sm text-quiet">
                  {index + 1}
                </span>
                <div className="min-w-0 flex-1 basis-48">
                  <p className="text-sm font-medium" dir="auto">
                    {question.label}
                  </p>
                  <p className="mt-0.5 text-xs text-quiet">
                    {kindLabel(question.kind)}
                    {question.options?.length ? (
                      <>
                        {" "}
                        · <bdi>{question.options.join(", ")}</bdi>
                      </>
                    ) : null}
                  </p>
                </div>
                {question.required && <Chip tone="accent">{t`Required`}</Chip>}
                {canEdit && (
                  <div className="flex items-center">
                    <IconButton
                      label={t`Move up`}
                      icon={<ArrowUp size={16} />}
                      isDisabled={index === 0}
                      onPress={() => swap(index, index - 1)}
                    />
                    <IconButton
                      label={t`Move down`}
                      icon={<ArrowDown size={16} />}
                      isDisabled={index === list.length - 1}
                      onPress={() => swap(index, index + 1)}
                    />
                    <Menu
                      label={t`More`}
                      actions={[
                        { id: "edit", label: t`Edit`, onAction: () => setDraft(question) },
                        {
                          id: "delete",
                          label: t`Delete`,
                          isDanger: true,
                          startsGroup: true,
                          onAction: () => setQuestionToDelete(question),
                        },
                      ]}
                    />
                  </div>
                )}
              </li>
            ))}
          </ol>
        </Card>
      )}
      {draft && (
        <QuestionForm
          eventId={eventId}
          draft={draft}
          position={list.length}
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
      </Confirm>
    </Page>
  );
}
