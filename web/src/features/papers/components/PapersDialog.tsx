import { t } from "@lingui/core/macro";
import { Download } from "lucide-react";
import { useState } from "react";
import { messageOf, type PaperRequest } from "@/api";
import { isLocale, languageOptions, type Locale } from "@/lib/i18n";
import { Button, Checkbox, Choices, Dialog, LinkButton, Notice, Select, TextLink } from "@/ui";
import { useAskForPaper } from "../queries";
import { PaperState, usePaper } from "./PaperState";

/** Papers that guests who haven't replied may be on. */
const withPending: ReadonlySet<PaperRequest["kind"]> = new Set([
  ...(["entrance_list", "seating_chart", "place_cards", "table_cards", "badges"] as const),
]);

/** Downloads lists, charts, cards and badges that the server generates. */
export function PapersDialog({
  eventId,
  locale,
  onClose,
}: {
  eventId: string;
  locale: string;
  onClose: () => void;
}) {
  const ask = useAskForPaper(eventId);
  const [request, setRequest] = useState<Required<PaperRequest>>({
    kind: "seating_chart",
    format: "pdf",
    by: "table",
    paper: "a4",
    locale: isLocale(locale) ? locale : "en",
    include_pending: false,
    part: null,
  });
  const started = ask.data ?? null;
  const paper = usePaper(started?.task_id ?? null);
  const create = () => ask.mutate(request);
  const change = (next: Partial<Required<PaperRequest>>) => {
    ask.reset();
    setRequest((now) => ({ ...now, ...next }));
  };
  return (
    <Dialog
      wide
      title={t`Print and files`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>{t`Done`}</Button>
          {paper.isDone && started ? (
            <LinkButton
              tone="filled"
              icon={<Download size={16} />}
              href={started.file_path}
              download
            >{t`Download`}</LinkButton>
          ) : (
            <Button
              tone="filled"
              isPending={ask.isPending || paper.isRunning}
              onPress={create}
            >{t`Create`}</Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-5 pb-2">
        {ask.isError && <Notice tone="danger">{messageOf(ask.error)}</Notice>}
        <PaperState paper={paper} onRetry={create} />
        <Choices
          label={t`Document`}
          columns={2}
          value={request.kind}
          onChange={(kind) => change({ kind: kind as PaperRequest["kind"] })}
          choices={[
            {
              id: "seating_chart",
              label: t`Seating chart`,
              hint: t`Tables and names, for the wall`,
            },
            {
              id: "guest_list",
              label: t`Guest list`,
              hint: t`All guests, with party, seat and reply`,
            },
            {
              id: "entrance_list",
              label: t`Check-in list`,
              hint: t`Alphabetical, with checkboxes`,
            },
            { id: "place_cards", label: t`Place cards`, hint: t`Ten per sheet` },
            { id: "table_cards", label: t`Table cards`, hint: t`Two per sheet` },
            { id: "badges", label: t`Badges`, hint: t`Eight per sheet` },
            {
              id: "invitation_cards",
              label: t`Invitation cards`,
              hint: t`With QR code and typed code, four per sheet`,
            },
            {
              id: "caterer_sheet",
              label: t`Caterer's sheet`,
              hint: t`Meals and allergies by table`,
            },
          ]}
        />
        <div className="grid gap-4 sm:grid-cols-3">
          <Select
            label={t`Format`}
            value={request.format}
            onChange={(format) => change({ format: format as PaperRequest["format"] })}
            options={[
              { id: "pdf", label: t`PDF` },
              { id: "xlsx", label: t`Excel` },
              { id: "csv", label: t`CSV` },
            ]}
          />
          <Select
            label={t`Language`}
            value={request.locale ?? "en"}
            onChange={(next) => change({ locale: next as Locale })}
            options={languageOptions}
          />
          {request.format === "pdf" && (
            <Select
              label={t`Paper`}
              value={request.paper}
              onChange={(paper) => change({ paper: paper as "a4" })}
              options={[
                { id: "a4", label: "A4" },
                { id: "us-letter", label: t`US Letter` },
              ]}
            />
          )}
        </div>
        {request.kind === "guest_list" && (
          <Select
            label={t`Sort by`}
            value={request.by}
            onChange={(by) => change({ by: by as "name" })}
            options={[
              { id: "table", label: t`Table` },
              { id: "name", label: t`Name` },
            ]}
          />
        )}
        {request.kind === "caterer_sheet" && (
          <TextLink href={`/events/${eventId}/catering`} className="self-start text-sm">
            {t`See it on a page`}
          </TextLink>
        )}
        {withPending.has(request.kind) && (
          <Checkbox
            isSelected={request.include_pending}
            onChange={(next) => change({ include_pending: next })}
          >{t`Include guests who haven't replied`}</Checkbox>
        )}
      </div>
    </Dialog>
  );
}
