import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type DatePoll, type EventRow } from "@/api";
import { allows, useEvent } from "@/features/events";
import { useEventId } from "@/lib/useEventId";
import {
  Button,
  Card,
  Confirm,
  LinkButton,
  LoadError,
  Notice,
  Page,
  PageHead,
  Skeleton,
  toast,
} from "@/ui";
import { AnswerGrid } from "../components/AnswerGrid";
import { OptionsCard } from "../components/OptionsCard";
import { PollMaker } from "../components/PollMaker";
import { PollSettings } from "../components/PollSettings";
import { useDeletePoll, usePoll, useReopenPoll } from "../queries";

/** Guests are asked when they could come, and one of the dates becomes the event's. */
export function PollPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const poll = usePoll(eventId);
  if (poll.error) {
    const retry = () => void poll.refetch();
    return (
      <Page width="narrow">
        <LoadError message={messageOf(poll.error)} onRetry={retry} />
      </Page>
    );
  }
  return (
    <Page width="narrow">
      <PageHead title={t`Date poll`}>
        {t`Ask your guests when they could come, before the date is fixed.`}
      </PageHead>
      {!event || poll.isPending ? (
        <Skeleton lines={6} />
      ) : poll.data ? (
        <Running poll={poll.data} event={event} />
      ) : (
        <NoPoll event={event} />
      )}
    </Page>
  );
}

function NoPoll({ event }: { event: EventRow }) {
  if (event.status !== "draft")
    return (
      <Notice>{t`The event is published, so its date is fixed. Guests are asked for a date before that.`}</Notice>
    );
  if (!allows(event, "edit_event"))
    return <Notice>{t`There is no date poll. Whoever manages this event can make one.`}</Notice>;
  return (
    <Card title={t`When could it be?`}>
      <PollMaker eventId={event.id} zone={event.timezone} known={0} onDone={() => undefined} />
    </Card>
  );
}

function Running({ poll, event }: { poll: DatePoll; event: EventRow }) {
  const isDraft = event.status === "draft";
  const canEdit = allows(event, "edit_event") && isDraft;
  const zone = event.timezone;
  return (
    <>
      <State poll={poll} event={event} canEdit={canEdit} />
      <OptionsCard poll={poll} zone={zone} canEdit={canEdit} />
      <PollSettings poll={poll} zone={zone} canEdit={canEdit} />
      <AnswerGrid poll={poll} zone={zone} canEdit={canEdit} />
      {canEdit && <RemovePoll poll={poll} />}
    </>
  );
}

/** Whether answers come in, and what the host does next. */
function State({ poll, event, canEdit }: { poll: DatePoll; event: EventRow; canEdit: boolean }) {
  const reopen = useReopenPoll(poll.event_id);
  const again = (
    <Button
      size="small"
      isPending={reopen.isPending}
      onPress={() =>
        reopen.mutate(null, { onError: (error) => void toast.error(messageOf(error)) })
      }
    >{t`Open again`}</Button>
  );
  if (poll.status === "closed")
    return (
      <Notice tone="positive" action={canEdit && again}>
        <p>{t`The date is fixed, and the poll takes no more answers.`}</p>
        {event.status === "draft" && (
          <p className="mt-2">
            <LinkButton href={`/events/${event.id}`}>{t`Go on with the event`}</LinkButton>
          </p>
        )}
      </Notice>
    );
  if (poll.status === "ended")
    return (
      <Notice tone="warning" action={canEdit && again}>
        {t`The poll has ended at its deadline. Choose a date.`}
      </Notice>
    );
  return (
    <Notice>
      {plural(poll.answer_count, {
        0: "Nobody has answered yet.",
        one: "# answer so far.",
        other: "# answers so far.",
      })}
    </Notice>
  );
}

function RemovePoll({ poll }: { poll: DatePoll }) {
  const remove = useDeletePoll(poll.event_id);
  const [isAsking, setAsking] = useState(false);
  return (
    <div>
      <Button tone="danger" onPress={() => setAsking(true)}>{t`Remove poll`}</Button>
      <Confirm
        isOpen={isAsking}
        isDanger
        title={t`Remove the date poll?`}
        action={t`Remove poll`}
        isPending={remove.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          remove.mutate(undefined, {
            onSuccess: () => setAsking(false),
            onError: (error) => void toast.error(messageOf(error)),
          })
        }
      >
        {t`Its answers are gone with it, and its link no longer works.`}
      </Confirm>
    </div>
  );
}
