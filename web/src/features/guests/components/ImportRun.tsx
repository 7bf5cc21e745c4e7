import { t } from "@lingui/core/macro";
import { useEffect, useEffectEvent } from "react";
import { useStopTask, useTask, type ImportFigures } from "@/api";
import { Button, Card, Notice, Progress } from "@/ui";
import { importResult } from "../imports";

/** Progress of an import that a task continues. */
export function ImportRun({
  taskId,
  onDone,
  onFail,
}: {
  taskId: string | null;
  onDone: (report: ImportFigures) => void;
  onFail: () => void;
}) {
  const task = useTask(taskId, importResult);
  const stop = useStopTask();
  const data = task.data;
  const report = data?.status === "done" ? data.result : null;
  const tell = useEffectEvent(onDone);
  useEffect(() => {
    if (report) tell(report);
  }, [report]);
  if (data?.status === "failed" || data?.status === "canceled") {
    return (
      <Notice tone="danger" action={<Button size="small" onPress={onFail}>{t`Back`}</Button>}>
        {data.error ??
          t`The import stopped early. What was imported is kept; import the file again to add the rest.`}
      </Notice>
    );
  }
  const share = data?.progress ?? null;
  return (
    <Card>
      <div className="flex flex-col gap-4 py-4" role="status">
        <Progress
          label={t`Importing your guests`}
          value={share === null ? null : share <= 1 ? share * 100 : share}
        />
        {taskId && (
          <div>
            <Button
              size="small"
              isPending={stop.isPending}
              onPress={() => stop.mutate(taskId)}
            >{t`Stop`}</Button>
          </div>
        )}
      </div>
    </Card>
  );
}
