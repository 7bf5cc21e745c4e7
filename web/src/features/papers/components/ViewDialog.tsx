import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type PaperRequest } from "@/api";
import { currentLocale } from "@/lib/i18n";
import { Dialog, Notice } from "@/ui";
import { useAskForPaper } from "../queries";
import { PaperFooter } from "./PaperFooter";
import { PaperFormat } from "./PaperFormat";
import { PaperState, usePaper } from "./PaperState";

/** Prints the guest list as it is shown: its filters, order and columns. */
export function ViewDialog({
  eventId,
  view,
  onClose,
}: {
  eventId: string;
  view: NonNullable<PaperRequest["view"]>;
  onClose: () => void;
}) {
  const ask = useAskForPaper(eventId);
  const [format, setFormat] = useState({
    format: "pdf" as const,
    locale: currentLocale(),
    paper: "a4" as NonNullable<PaperRequest["paper"]>,
  });
  const paper = usePaper(ask.data?.task_id ?? null);
  const create = () => ask.mutate({ kind: "guest_list", view, ...format });
  return (
    <Dialog
      title={t`Guest list as PDF`}
      isOpen
      onClose={onClose}
      footer={<PaperFooter paper={paper} ask={ask} onCreate={create} onClose={onClose} />}
    >
      <div className="flex flex-col gap-5 pb-2">
        {ask.isError && <Notice tone="danger">{messageOf(ask.error)}</Notice>}
        <PaperState paper={paper} onRetry={create} />
        <p className="text-sm text-quiet">
          {t`The guests, order and columns that you see in the list.`}
        </p>
        <PaperFormat
          value={format}
          hasSize
          formats={["pdf"]}
          onChange={({ locale, paper: size }) => {
            ask.reset();
            setFormat((now) => ({
              ...now,
              locale: locale ?? now.locale,
              paper: size ?? now.paper,
            }));
          }}
        />
      </div>
    </Dialog>
  );
}
