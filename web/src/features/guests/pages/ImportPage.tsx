import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, useStopTask, useTask, type ImportFigures, type ImportReport } from "@/api";
import { useEventId } from "@/lib/useEventId";
import {
  Button,
  Card,
  cx,
  FileDrop,
  LinkButton,
  Notice,
  Page,
  PageHead,
  Progress,
  Spinner,
} from "@/ui";
import { ImportResult } from "../components/ImportResult";
import { MappingStep } from "../components/MappingStep";
import { importResult, isReport, useImport } from "../imports";

type Step = "file" | "mapping" | "preview" | "run" | "report";

export function ImportPage() {
  const eventId = useEventId();
  const load = useImport(eventId);
  const [step, setStep] = useState<Step>("file");
  const [file, setFile] = useState<File | null>(null);
  const [first, setFirst] = useState<ImportReport | null>(null);
  const [mapping, setMapping] = useState<Record<string, string>>({});
  const [onDuplicate, setOnDuplicate] = useState<"skip" | "update">("update");
  const [preview, setPreview] = useState<ImportReport | null>(null);
  const [answer, setAnswer] = useState<ImportFigures | null>(null);
  const [taskId, setTaskId] = useState<string | null>(null);
  const choose = (next: File) => {
    setFile(next);
    load.mutate(
      { file: next, onDuplicate, isDryRun: true },
      {
        onSuccess: (report) => {
          if (!isReport(report)) return;
          setFirst(report);
          setMapping(report.mapping);
          setStep("mapping");
        },
      },
    );
  };
  const look = () =>
    file &&
    load.mutate(
      { file, mapping, onDuplicate, isDryRun: true },
      {
        onSuccess: (report) => {
          if (!isReport(report)) return;
          setPreview(report);
          setStep("preview");
        },
      },
    );
  const run = () => {
    if (!file) return;
    setStep("run");
    load.mutate(
      { file, mapping, onDuplicate, isDryRun: false },
      {
        onSuccess: (report) => {
          if (!isReport(report)) return setTaskId(report.task_id);
          setAnswer(report);
          setStep("report");
        },
        onError: () => setStep("preview"),
      },
    );
  };
  const restart = () => {
    setStep("file");
    setFile(null);
    setAnswer(null);
    setTaskId(null);
    load.reset();
  };
  const created = preview?.created ?? 0;
  return (
    <Page width="narrow">
      <PageHead title={t`Import guests from a file`}>
        {file ? <bdi>{file.name}</bdi> : t`Importing doesn't send anything to anyone.`}
      </PageHead>
      <Steps current={step} />
      {load.isError && <Notice tone="danger">{messageOf(load.error)}</Notice>}
      {step === "file" &&
        (load.isPending ? (
          <Card>
            <p
              role="status"
              className="flex items-center justify-center gap-3 py-12 text-sm text-quiet"
            >
              <Spinner /> {t`Reading the file`}
            </p>
          </Card>
        ) : (
          <FileDrop
            label={t`Drop your file here`}
            hint={t`CSV or Excel, one row for each person, the first row with the names of the columns.`}
            accept={[".csv", ".xlsx", "text/csv"]}
            onFile={choose}
          />
        ))}
      {step === "mapping" && first?.columns && (
        <MappingStep
          columns={first.columns}
          mapping={mapping}
          onMapping={setMapping}
          onDuplicate={onDuplicate}
          onOnDuplicate={setOnDuplicate}
          isPending={load.isPending}
          onBack={restart}
          onNext={look}
        />
      )}
      {step === "preview" && preview && (
        <ImportResult title={t`Preview`} report={preview} isPreview>
          <Button tone="quiet" onPress={() => setStep("mapping")}>{t`Edit columns`}</Button>
          <Button tone="filled" isPending={load.isPending} onPress={run}>
            {created > 0
              ? plural(created, { one: "Import # guest", other: "Import # guests" })
              : t`Run it anyway`}
          </Button>
        </ImportResult>
      )}
      {step === "run" && (
        <Running
          taskId={taskId}
          onDone={(report) => {
            setAnswer(report);
            setStep("report");
          }}
          onFail={() => setStep("preview")}
        />
      )}
      {step === "report" && answer && (
        <ImportResult title={t`Done`} report={answer} isPreview={false}>
          <Button tone="quiet" onPress={restart}>{t`Import another file`}</Button>
          <LinkButton tone="filled" href={`/events/${eventId}/guests`}>{t`View guests`}</LinkButton>
        </ImportResult>
      )}
    </Page>
  );
}

function Running({
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
  if (data?.status === "done" && data.result)
    queueMicrotask(() => {
      if (data.result) onDone(data.result);
    });
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

function Steps({ current }: { current: Step }) {
  const steps: [Step, string][] = [
    ["file", t`File`],
    ["mapping", t`Columns`],
    ["preview", t`Preview`],
    ["report", t`Done`],
  ];
  const at = steps.findIndex(([id]) => id === (current === "run" ? "report" : current));
  return (
    <ol className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
      {steps.map(([id, word], index) => (
        <li
          key={id}
          aria-current={index === at ? "step" : undefined}
          className={cx(
            "flex items-center gap-2",
            index === at ? "font-medium text-text" : "text-quiet",
          )}
        >
          <span
            data-figures
            className={cx(
              "grid size-6 place-items-center rounded-full text-xs",
              index <= at ? "bg-accent text-on-accent" : "border border-line-strong",
            )}
          >
            {index + 1}
          </span>
          {word}
        </li>
      ))}
    </ol>
  );
}
