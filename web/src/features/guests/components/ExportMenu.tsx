import { t } from "@lingui/core/macro";
import { Download } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { useEvent } from "@/features/events";
import { PapersDialog, ViewDialog } from "@/features/papers";
import { saveFile } from "@/lib/save";
import { buttonStyle, Menu } from "@/ui";
import { countActive, type Filters, type Sort } from "../filters";

interface Props {
  eventId: string;
  filters: Filters;
  sort: Sort;
  /** Ids of the columns that are shown. */
  columns: readonly string[];
}

const formats = ["xlsx", "ods", "csv", "vcf", "json"] as const;
type Format = (typeof formats)[number];

/** Plain download links, so that the browser streams large files to disk. */
export function ExportMenu({ eventId, filters, sort, columns }: Props) {
  const save = (query: Record<string, unknown>) => {
    const known = Object.entries(query).filter(([, value]) => value != null);
    const text = new URLSearchParams(known.map(([name, value]) => [name, String(value)]));
    saveFile(`/api/events/${eventId}/guests/export?${text}`);
  };
  const isNarrowed = countActive(filters) > 0 || Boolean(filters.q);
  const locale = useEvent(eventId).data?.locale ?? "en";
  const [open, setOpen] = useState<"view" | "papers" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Menu
        label={t`Export`}
        trigger={
          <AriaButton className={buttonStyle("plain")}>
            <Download aria-hidden size={16} />
            {t`Export`}
          </AriaButton>
        }
        actions={[
          ...formats.map((format) => ({
            id: format,
            label: formatLabel(format),
            onAction: () => save({ format }),
          })),
          {
            id: "view",
            label: isNarrowed
              ? t`Only what is shown (Excel)`
              : t`With the columns and order shown (Excel)`,
            startsGroup: true,
            onAction: () => save({ format: "xlsx", ...filters, sort, columns: columns.join() }),
          },
          {
            id: "pdf",
            label: isNarrowed
              ? t`Only what is shown (PDF)`
              : t`With the columns and order shown (PDF)`,
            onAction: () => setOpen("view"),
          },
          {
            id: "papers",
            label: t`Labels, cards and lists`,
            startsGroup: true,
            onAction: () => setOpen("papers"),
          },
        ]}
      />
      {open === "view" && (
        <ViewDialog
          eventId={eventId}
          view={{ filters, sort, columns: [...columns] }}
          onClose={close}
        />
      )}
      {open === "papers" && (
        <PapersDialog eventId={eventId} locale={locale} kind="envelope_labels" onClose={close} />
      )}
    </>
  );
}

function formatLabel(format: Format): string {
  switch (format) {
    case "xlsx":
      return t`Excel (XLSX)`;
    case "ods":
      return t`OpenDocument (ODS)`;
    case "csv":
      return t`CSV`;
    case "vcf":
      return t`Contact cards (vCard)`;
    case "json":
      return t`JSON`;
  }
}
