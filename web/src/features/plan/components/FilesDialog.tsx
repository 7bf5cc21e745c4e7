import { plural, t } from "@lingui/core/macro";
import { Download } from "lucide-react";
import { useState } from "react";
import { messageOf, Problem, type Losing } from "@/api";
import { Button, Dialog, FileDrop, Notice, Spinner, toast } from "@/ui";
import { exportPlan, importPlan } from "../queries";
import { LosingDialog } from "./SaveDialogs";

interface Props {
  eventId: string;
  isOpen: boolean;
  onClose: () => void;
  onImported: () => Promise<void>;
}

/** Import and export of plans: our own JSON, pretix seating plan JSON, and tables of seats. */
export function FilesDialog({ eventId, isOpen, onClose, onImported }: Props) {
  const [state, setState] = useState<{
    isBusy: boolean;
    error: string | null;
    pendingImport: { file: File; losing: Losing[]; total: number } | null;
  }>({ isBusy: false, error: null, pendingImport: null });
  const importFile = async (file: File, confirm: boolean) => {
    setState({ isBusy: true, error: null, pendingImport: null });
    try {
      const done = await importPlan(eventId, file, confirm);
      await onImported();
      setState({ isBusy: false, error: null, pendingImport: null });
      toast.show(
        plural(done.seats, { one: "The plan has # seat now.", other: "The plan has # seats now." }),
      );
      onClose();
    } catch (error) {
      const losing =
        error instanceof Problem && Array.isArray(error.body.losing)
          ? (error.body.losing as Losing[])
          : null;
      setState({
        isBusy: false,
        error: losing ? null : whereOf(error),
        pendingImport: losing
          ? { file, losing, total: Number((error as Problem).body.losing_total) }
          : null,
      });
    }
  };
  const download = (format: "convite" | "pretix" | "csv") =>
    void exportPlan(eventId, format).catch((error: unknown) => toast.error(messageOf(error)));
  return (
    <>
      <Dialog
        title={t`Plan files`}
        isOpen={isOpen && state.pendingImport === null}
        onClose={onClose}
        footer={<Button tone="quiet" onPress={onClose}>{t`Close`}</Button>}
      >
        <div className="flex flex-col gap-5">
          {state.error && <Notice tone="danger">{state.error}</Notice>}
          {state.isBusy ? (
            <p role="status" className="flex items-center gap-2 py-8 text-sm">
              <Spinner />
              {t`Reading the file…`}
            </p>
          ) : (
            <FileDrop
              label={t`Import plan`}
              hint={t`A Convite or pretix seating plan (JSON), or a table of seats (CSV, XLSX). It replaces this plan; guests keep their seats by seat label.`}
              accept={[".json", ".csv", ".xlsx"]}
              onFile={(file) => void importFile(file, false)}
            />
          )}
          <div className="flex flex-col gap-2">
            <h3 className="text-sm font-medium">{t`Export plan`}</h3>
            <div className="flex flex-wrap gap-2">
              <Button
                icon={<Download size={15} />}
                onPress={() => download("convite")}
              >{t`JSON`}</Button>
              <Button
                icon={<Download size={15} />}
                onPress={() => download("pretix")}
              >{t`pretix JSON`}</Button>
              <Button
                icon={<Download size={15} />}
                onPress={() => download("csv")}
              >{t`CSV of seats`}</Button>
            </div>
          </div>
        </div>
      </Dialog>
      <LosingDialog
        losing={state.pendingImport?.losing ?? []}
        total={state.pendingImport?.total ?? 0}
        isOpen={state.pendingImport !== null}
        isPending={state.isBusy}
        onClose={() => setState({ ...state, pendingImport: null })}
        onConfirm={() => {
          if (state.pendingImport) void importFile(state.pendingImport.file, true);
        }}
      />
    </>
  );
}

/** Errors in an imported file with their positions. */
function whereOf(error: unknown): string {
  if (!(error instanceof Problem)) return messageOf(error);
  const [place] = Object.keys(error.fields);
  return place && place !== "file"
    ? `${error.message} (${place.replaceAll(".", " › ")})`
    : error.message;
}
