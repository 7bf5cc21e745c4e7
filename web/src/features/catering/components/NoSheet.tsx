import { t } from "@lingui/core/macro";
import type { Question } from "@/api";
import { EmptyState, LinkButton, Notice, TextLink } from "@/ui";

/** Says that nobody is coming yet. */
export function NobodyComing({ eventId, isPart }: { eventId: string; isPart: boolean }) {
  return (
    <EmptyState
      drawing="people"
      title={isPart ? t`No one is coming to this part yet` : t`No one is coming yet`}
      action={
        <LinkButton
          href={`/events/${eventId}/guests`}
          size="large"
        >{t`Open guest list`}</LinkButton>
      }
    >
      {t`Meals are counted as soon as guests say yes.`}
    </EmptyState>
  );
}

/** Says that nobody is asked for a meal, and where to do so. */
export function NoMealQuestion({
  eventId,
  questions,
}: {
  eventId: string;
  questions: readonly Question[];
}) {
  if (questions.some((one) => one.kind === "meal")) return null;
  return (
    <Notice tone="info">
      {t`You don't ask guests for their meal yet, so there is nothing to count.`}{" "}
      <TextLink href={`/events/${eventId}/questions`}>{t`Add a meal question`}</TextLink>
    </Notice>
  );
}
