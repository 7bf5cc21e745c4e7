import { plural, t } from "@lingui/core/macro";
import { useStopTask } from "@/api";
import { Button, Notice, Progress } from "@/ui";
import { maxPairs, type MergesResult, type Pair } from "../duplicates";
import type { useMerging } from "../merging";

type Merging = ReturnType<typeof useMerging>;

/** Merges the chosen pairs at once, and shows how far that is. */
export function MergeChosen({ pairs, merging }: { pairs: Pair[]; merging: Merging }) {
  const stop = useStopTask();
  const { taskId, isRunning, progress } = merging;
  if (isRunning)
    return (
      <div role="status" className="flex w-full items-end gap-3">
        <div className="min-w-0 flex-1">
          <Progress label={t`Merging`} value={progress === null ? null : progress * 100} />
        </div>
        {taskId && (
          <Button
            size="small"
            isPending={stop.isPending}
            onPress={() => stop.mutate(taskId)}
          >{t`Stop`}</Button>
        )}
      </div>
    );
  return (
    <>
      <p className="min-w-48 flex-1 text-xs text-quiet">
        {t`The reply and seat of the one you keep stay; the other's are removed.`}{" "}
        {t`You can undo it for 24 hours.`}
      </p>
      <Button
        tone="filled"
        isDisabled={pairs.length > maxPairs}
        onPress={() => merging.start(pairs)}
      >
        {plural(pairs.length, { one: "Merge # chosen pair", other: "Merge # chosen pairs" })}
      </Button>
    </>
  );
}

/** What became of the pairs, with its undo. */
export function MergedNotice({ merging, done }: { merging: Merging; done: MergesResult }) {
  const { undo } = merging;
  return (
    <Notice
      tone={done.refused_total > 0 ? "warning" : "positive"}
      action={
        <span className="flex gap-2">
          {done.merged > 0 && (
            <Button
              size="small"
              isPending={undo.isRunning}
              onPress={() => undo.start(done.merge_id)}
            >{t`Undo`}</Button>
          )}
          <Button size="small" tone="quiet" onPress={merging.close}>{t`Dismiss`}</Button>
        </span>
      }
    >
      <p>{plural(done.merged, { one: "# pair merged.", other: "# pairs merged." })}</p>
      {done.refused_total > 0 && (
        <p className="mt-1">
          {plural(done.refused_total, { one: "# wasn't merged:", other: "# weren't merged:" })}
        </p>
      )}
      <ul className="mt-1 flex max-h-40 flex-col gap-1 overflow-y-auto">
        {done.refused.map((one) => (
          <li key={one.remove + one.keep} dir="auto">
            <bdi className="font-medium">{one.removed_name}</bdi> {"·"} <bdi>{one.kept_name}</bdi>
            {": "}
            {one.reason}
          </li>
        ))}
      </ul>
      {undo.error && <p className="mt-1">{undo.error}</p>}
    </Notice>
  );
}
