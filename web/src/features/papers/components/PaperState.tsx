import { plural, t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { z } from "zod";
import { messageOf, useTask } from "@/api";
import { listOf } from "@/lib/numbers";
import { Button, LoadError, Notice, Progress } from "@/ui";

/** The result of a finished paper. Names are listed up to a limit; the total counts all. */
const paper = z.object({
  unprinted: z.array(z.string()).default([]),
  unprinted_total: z.number().default(0),
  /** Parties that have no label. */
  without_address: z.number().default(0),
});

export function usePaper(taskId: string | null) {
  const { data: task, error, refetch } = useTask(taskId, paper);
  const isOver = task !== undefined && task.status !== "queued" && task.status !== "running";
  return {
    task,
    error: error ?? null,
    refetch,
    isRunning: taskId !== null && !isOver && !error,
    isDone: task?.status === "done",
  };
}

/** What became of a paper: its progress, that it is ready, or why it failed. */
export function PaperState({
  paper: { task, error, refetch, isRunning, isDone },
  onRetry,
  children,
}: {
  paper: ReturnType<typeof usePaper>;
  onRetry: () => void;
  /** Beside the words that it is ready. */
  children?: ReactNode;
}) {
  if (error && !isDone)
    return <LoadError message={messageOf(error)} onRetry={() => void refetch()} />;
  if (isRunning)
    return (
      <Progress
        label={t`Creating…`}
        value={task?.progress ? Math.round(100 * task.progress) : null}
      />
    );
  if (task?.status === "failed" || task?.status === "canceled")
    return (
      <Notice tone="danger" action={<Button size="small" onPress={onRetry}>{t`Try again`}</Button>}>
        {task.error ?? t`This document wasn't created.`}
      </Notice>
    );
  if (!isDone) return null;
  return (
    <>
      <Notice tone="positive">
        {t`It's ready.`}
        {children}
      </Notice>
      <Unprinted names={task?.result?.unprinted ?? []} total={task?.result?.unprinted_total ?? 0} />
    </>
  );
}

/** Names the guests for whose names the server has no font. */
function Unprinted({ names, total }: { names: readonly string[]; total: number }) {
  if (total === 0) return null;
  const more = total - names.length;
  const listed = listOf(
    more > 0 ? [...names, plural(more, { one: "# more", other: "# more" })] : [...names],
  );
  return (
    <Notice tone="warning">
      <p>
        {plural(total, {
          one: "# name can't be printed, because this server has no font for its letters. A blank line takes its place:",
          other:
            "# names can't be printed, because this server has no font for their letters. Blank lines take their place:",
        })}
      </p>
      <p className="break-words font-semibold">{listed}</p>
      <p>{t`Write them by hand, or ask whoever runs this server to install fonts for these scripts.`}</p>
    </Notice>
  );
}
