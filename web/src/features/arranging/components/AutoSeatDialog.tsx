import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, useStopTask, useTask, type Seat } from "@/api";
import { useUndo } from "@/features/guests";
import { Button, Checkbox, Choices, Dialog, Notice, Progress, toast } from "@/ui";
import { arrangement } from "../model";
import { useArrange, useTakeOver } from "../queries";
import { Preview } from "./Preview";
import { Wishes } from "./Wishes";

const TIME_LIMITS = { quick: 4, usual: 12, long: 40 } as const;
type Effort = keyof typeof TIME_LIMITS;

/** Automatic seating for everybody without a seat: preferences, a preview, then all or nothing. */
export function AutoSeatDialog({
  eventId,
  seats,
  onClose,
}: {
  eventId: string;
  seats: readonly Seat[];
  onClose: () => void;
}) {
  const arrange = useArrange(eventId);
  const stop = useStopTask();
  const takeOver = useTakeOver(eventId);
  const undo = useUndo(eventId);
  const [taskId, setTaskId] = useState<string | null>(null);
  const [effort, setEffort] = useState<Effort>("usual");
  const [withPending, setWithPending] = useState(false);
  const task = useTask(taskId, arrangement).data;
  const isRunning =
    taskId !== null && (!task || task.status === "queued" || task.status === "running");
  const found = task?.status === "done" ? (task.result ?? null) : null;
  const begin = () =>
    arrange.mutate(
      { seconds: TIME_LIMITS[effort], include_pending: withPending },
      { onSuccess: (started) => setTaskId(started.task_id) },
    );
  const cancel = () => {
    if (taskId) stop.mutate(taskId, { onSettled: () => setTaskId(null) });
  };
  const close = () => {
    if (isRunning) cancel();
    onClose();
  };
  const apply = () => {
    if (!taskId) return;
    takeOver.mutate(taskId, {
      onSuccess: (done) => {
        toast.show(
          plural(done.seated, { one: "# person seated", other: "# people seated" }),
          undo([done.batch_id]),
        );
        onClose();
      },
    });
  };
  const number = found?.seats.length ?? 0;
  return (
    <Dialog
      wide
      title={found ? t`Proposed seating` : t`Seat everyone`}
      isOpen
      onClose={close}
      footer={
        found ? (
          <>
            <Button
              tone="quiet"
              onPress={() => {
                setTaskId(null);
                takeOver.reset();
              }}
            >{t`Edit preferences`}</Button>
            <Button
              tone="filled"
              isDisabled={number === 0}
              isPending={takeOver.isPending}
              onPress={apply}
            >
              {plural(number, { one: "Seat # person", other: "Seat # people" })}
            </Button>
          </>
        ) : isRunning ? (
          <Button onPress={cancel}>{t`Cancel`}</Button>
        ) : (
          <>
            <Button tone="quiet" onPress={close}>{t`Cancel`}</Button>
            <Button
              tone="filled"
              isPending={arrange.isPending}
              onPress={begin}
            >{t`Find seats`}</Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-5 pb-2">
        {(arrange.error ?? takeOver.error) && (
          <Notice tone="danger">{messageOf(arrange.error ?? takeOver.error)}</Notice>
        )}
        {task?.status === "failed" && <Notice tone="warning">{task.error}</Notice>}
        {found && <Preview arrangement={found} seats={seats} />}
        {isRunning && (
          <Progress
            label={t`Finding the best seating…`}
            value={task?.progress ? Math.round(100 * task.progress) : null}
          />
        )}
        {!found && !isRunning && (
          <>
            <p className="text-sm text-quiet">{t`Everyone who is coming without a seat gets one, with families side by side. Nobody already seated is moved, and you see the result before anything changes.`}</p>
            <Wishes eventId={eventId} />
            <Checkbox
              isSelected={withPending}
              onChange={setWithPending}
            >{t`Include guests who haven't replied`}</Checkbox>
            <Choices
              label={t`Time limit`}
              columns={3}
              value={effort}
              onChange={(next) => setEffort(next as Effort)}
              choices={[
                { id: "quick", label: t`A moment` },
                { id: "usual", label: t`A few seconds` },
                { id: "long", label: t`Up to a minute`, hint: t`When there are many preferences` },
              ]}
            />
          </>
        )}
      </div>
    </Dialog>
  );
}
