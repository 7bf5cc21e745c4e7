import { t } from "@lingui/core/macro";
import { useMemo } from "react";
import type { ImportReport } from "@/api";
import { countryOptions } from "@/lib/countries";
import { ComboBox, Field, Select, Switch } from "@/ui";
import type { ImportChoices } from "../imports";

const encodings = (): Record<string, string> => ({
  "utf-8": t`Unicode (UTF-8)`,
  "utf-16": t`Unicode (UTF-16)`,
  cp1252: t`Western European (Windows)`,
  "mac-roman": t`Western European (Mac)`,
  cp1250: t`Central European (Windows)`,
  cp1254: t`Turkish (Windows)`,
  cp1256: t`Arabic (Windows)`,
  cp1251: t`Cyrillic (Windows)`,
  cp1253: t`Greek (Windows)`,
  cp1255: t`Hebrew (Windows)`,
  "shift-jis": t`Japanese (Shift-JIS)`,
  "euc-kr": t`Korean (EUC-KR)`,
  big5: t`Traditional Chinese (Big5)`,
  gb18030: t`Simplified Chinese (GB18030)`,
});

const delimiters = (): Record<string, string> => ({
  ",": t`Comma`,
  ";": t`Semicolon`,
  "\t": t`Tab`,
  "|": t`Vertical bar`,
});

const listed = (names: Record<string, string>) =>
  Object.entries(names).map(([id, label]) => ({ id, label }));

/** How the file was read, and choices to read it differently. */
export function ReadingChoices({
  found,
  choices,
  onChange,
}: {
  found: ImportReport;
  choices: ImportChoices;
  /** With what changed, and whether the file has to be split into columns again. */
  onChange: (changed: Partial<ImportChoices>, isRead: boolean) => void;
}) {
  const countries = useMemo(() => countryOptions(), []);
  const sheets = found.sheets ?? [];
  return (
    <div className="grid gap-4 pb-5 sm:grid-cols-2">
      {found.encoding && (
        <Select
          label={t`Character encoding`}
          hint={t`Change it if accents or letters look wrong.`}
          value={found.encoding}
          options={listed(encodings())}
          onChange={(encoding) => onChange({ encoding }, true)}
        />
      )}
      {found.delimiter && (
        <Select
          label={t`Columns are separated by`}
          value={found.delimiter}
          options={listed(delimiters())}
          onChange={(delimiter) => onChange({ delimiter }, true)}
        />
      )}
      {sheets.length > 1 && (
        <Select
          label={t`Sheet`}
          value={found.sheet ?? null}
          options={sheets.map((name) => ({ id: name, label: name }))}
          onChange={(sheet) => onChange({ sheet }, true)}
        />
      )}
      <ComboBox
        label={t`Country of the phone numbers`}
        hint={
          found.needs_country && choices.country
            ? t`Some phone numbers have no country code and are read as numbers of this country. Is it the right one?`
            : t`For numbers without a country code.`
        }
        options={countries}
        value={choices.country ?? found.country ?? null}
        error={
          found.needs_country && !choices.country
            ? t`Some phone numbers have no country code. Choose their country.`
            : undefined
        }
        onChange={(country) => onChange({ country }, false)}
      />
      {found.header && found.header_row != null && (
        <Field
          type="number"
          label={t`Row with the names of the columns`}
          hint={t`Rows above it are left out.`}
          value={String(choices.headerRow ?? found.header_row)}
          onChange={(text) => onChange({ headerRow: Number(text) || null }, Number(text) > 0)}
        />
      )}
      <div className="self-center sm:col-span-2">
        <Switch
          isSelected={found.header ?? true}
          onChange={(header) => onChange({ header, headerRow: null }, true)}
        >{t`A row has the names of the columns`}</Switch>
      </div>
    </div>
  );
}
