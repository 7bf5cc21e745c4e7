import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type ImportFigures, type ImportReport } from "@/api";
import { useEventId } from "@/lib/useEventId";
import { Button, LinkButton, Notice, Page, PageHead } from "@/ui";
import { FileStep } from "../components/FileStep";
import { ImportQuestions } from "../components/ImportQuestions";
import { ImportResult } from "../components/ImportResult";
import { ImportRun } from "../components/ImportRun";
import { ImportSteps, type ImportStep } from "../components/ImportSteps";
import { MappingStep } from "../components/MappingStep";
import { UndoImport } from "../components/UndoImport";
import { isReport, noChoices, proposedCountry, useImport, type ImportChoices } from "../imports";

export function ImportPage() {
  const eventId = useEventId();
  const load = useImport(eventId);
  const [step, setStep] = useState<ImportStep>("file");
  const [file, setFile] = useState<File | null>(null);
  const [first, setFirst] = useState<ImportReport | null>(null);
  const [mapping, setMapping] = useState<Record<string, string>>({});
  const [choices, setChoices] = useState<ImportChoices>(noChoices);
  const [preview, setPreview] = useState<ImportReport | null>(null);
  const [answer, setAnswer] = useState<ImportFigures | null>(null);
  const [taskId, setTaskId] = useState<string | null>(null);
  const read = (next: File, how: ImportChoices) => {
    setFile(next);
    load.mutate(
      { file: next, choices: how, isDryRun: true },
      {
        onSuccess: (report) => {
          if (!isReport(report)) return;
          setChoices({ ...how, country: how.country ?? report.country ?? proposedCountry(report) });
          setFirst(report);
          setMapping(report.mapping ?? {});
          setStep("mapping");
        },
      },
    );
  };
  const choose = (changed: Partial<ImportChoices>, isRead: boolean) => {
    const how = { ...choices, ...changed, samePerson: [], fixes: [], kept: [] };
    if (isRead && file) read(file, how);
    else setChoices(how);
  };
  /** The file is read again as it was read first, so that the columns are the same. */
  const chosen = (how: ImportChoices): ImportChoices => ({
    ...how,
    encoding: first?.encoding ?? null,
    delimiter: first?.delimiter ?? null,
    sheet: first?.sheet ?? null,
    header: first?.header ?? null,
    headerRow: choices.headerRow,
  });
  const look = (how: ImportChoices) => {
    if (!file) return;
    load.mutate(
      { file, mapping, choices: chosen(how), isDryRun: true },
      {
        onSuccess: (report) => {
          if (!isReport(report)) return;
          setChoices(how);
          setPreview(report);
          setStep("preview");
        },
      },
    );
  };
  const run = () => {
    if (!file) return;
    setStep("run");
    load.mutate(
      { file, mapping, choices: chosen(choices), isDryRun: false },
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
    setChoices(noChoices);
    setAnswer(null);
    setTaskId(null);
    load.reset();
  };
  const created = preview?.created ?? 0;
  const changed = preview?.updated ?? 0;
  return (
    <Page width="narrow">
      <PageHead title={t`Import guests from a file`}>
        {file ? <bdi>{file.name}</bdi> : t`Importing doesn't send anything to anyone.`}
      </PageHead>
      <ImportSteps current={step} />
      {load.isError && <Notice tone="danger">{messageOf(load.error)}</Notice>}
      {step === "file" && (
        <FileStep isPending={load.isPending} onFile={(next) => read(next, noChoices)} />
      )}
      {step === "mapping" && first?.columns && (
        <MappingStep
          found={first}
          mapping={mapping}
          onMapping={setMapping}
          choices={choices}
          onChoices={choose}
          isPending={load.isPending}
          onBack={restart}
          onNext={() => look(choices)}
        />
      )}
      {step === "preview" && preview && (
        <ImportResult
          title={t`Preview`}
          report={preview}
          isPreview
          questions={
            <ImportQuestions
              preview={preview}
              choices={choices}
              isPending={load.isPending}
              onChange={(changed) => look({ ...choices, ...changed })}
            />
          }
        >
          <Button tone="quiet" onPress={() => setStep("mapping")}>{t`Edit columns`}</Button>
          <Button
            tone="filled"
            isPending={load.isPending}
            isDisabled={created + changed === 0}
            onPress={run}
          >
            {runLabel(created, changed)}
          </Button>
        </ImportResult>
      )}
      {step === "run" && (
        <ImportRun
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
          <div className="flex flex-wrap gap-2">
            <Button tone="quiet" onPress={restart}>{t`Import another file`}</Button>
            <UndoImport eventId={eventId} importId={answer.import_id} onUndone={restart} />
          </div>
          <LinkButton tone="filled" href={`/events/${eventId}/guests`}>{t`View guests`}</LinkButton>
        </ImportResult>
      )}
    </Page>
  );
}

function runLabel(created: number, changed: number): string {
  if (created > 0) return plural(created, { one: "Import # guest", other: "Import # guests" });
  if (changed > 0) return plural(changed, { one: "Update # guest", other: "Update # guests" });
  return t`Nothing to import`;
}
