import { t } from "@lingui/core/macro";
import type { PaperRequest } from "@/api";
import { languageOptions, type Locale } from "@/lib/i18n";
import { Select } from "@/ui";

type Format = Required<Pick<PaperRequest, "format" | "locale" | "paper">>;

/** Format, language and size of a document. */
export function PaperFormat({
  value,
  hasSize,
  formats = ["pdf", "xlsx", "csv"],
  onChange,
}: {
  value: Format;
  /** Whether the size of the paper is free. */
  hasSize: boolean;
  formats?: readonly Format["format"][];
  onChange: (change: Partial<Format>) => void;
}) {
  const names = { pdf: t`PDF`, xlsx: t`Excel`, csv: t`CSV` };
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      {formats.length > 1 && (
        <Select
          label={t`Format`}
          value={value.format}
          onChange={(format) => onChange({ format: format as Format["format"] })}
          options={formats.map((id) => ({ id, label: names[id] }))}
        />
      )}
      <Select
        label={t`Language`}
        value={value.locale ?? "en"}
        onChange={(next) => onChange({ locale: next as Locale })}
        options={languageOptions}
      />
      {hasSize && (
        <Select
          label={t`Paper`}
          value={value.paper}
          onChange={(paper) => onChange({ paper: paper as "a4" })}
          options={[
            { id: "a4", label: "A4" },
            { id: "us-letter", label: t`US Letter` },
          ]}
        />
      )}
    </div>
  );
}
