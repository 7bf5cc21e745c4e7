import { plural, t } from "@lingui/core/macro";
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import type { ImportFigures, ImportProblem } from "@/api";
import { csvRow, saveText } from "@/lib/clipboard";
import { count } from "@/lib/numbers";
import { Button, Card, Stat } from "@/ui";
import { isMendable } from "../imports";

const MOST_SHOWN = 50;
const keyOf = (one: ImportProblem) => [one.row, one.column, one.value, one.reason].join("-");

/** The result of an import or its dry run, with every row that can't be imported. */
export function ImportResult({
  title,
  report,
  isPreview,
  questions,
  children,
}: {
  title: string;
  report: ImportFigures;
  isPreview: boolean;
  questions?: ReactNode;
  children: ReactNode;
}) {
  // A guest of the address book who is added and changed counts as added only.
  const changed = report.updated - (report.updated_added ?? 0);
  // One row may have several errors; of very many, only their number is known.
  const rows = new Set(report.errors.map((one) => one.row)).size;
  const total = report.errors_total ?? report.errors.length;
  const refused = total > report.errors.length ? total : rows;
  // what can be corrected in a preview is asked about above
  const asked = isPreview ? (report.warnings ?? []).filter(isMendable).length : 0;
  const warnings = (report.warnings ?? []).filter((one) => !isPreview || !isMendable(one));
  const warned = Math.max((report.warnings_total ?? 0) - asked, warnings.length);
  return (
    <Card title={title}>
      <div className="grid grid-cols-2 gap-6 py-3 sm:grid-cols-3 lg:grid-cols-6">
        <Stat label={t`Rows in the file`} value={count(report.rows)} />
        <Stat label={isPreview ? t`New guests` : t`Guests added`} value={count(report.created)} />
        {report.parties != null && (
          <Stat label={t`Parties`} value={count(report.parties)} note={t`one invitation each`} />
        )}
        <Stat label={t`Changed`} value={count(changed)} />
        <Stat label={t`Unchanged`} value={count(report.same ?? 0)} />
        {(report.repeated ?? 0) > 0 && (
          <Stat label={t`Twice in the file`} value={count(report.repeated ?? 0)} />
        )}
      </div>
      {questions}
      <Problems
        title={plural(refused, {
          one: "# row can't be imported",
          other: "# rows can't be imported",
        })}
        label={t`Rows that can't be imported`}
        file="skipped-rows.csv"
        problems={report.errors}
        total={total}
      />
      <Problems
        title={plural(warned, {
          one: "# thing to check",
          other: "# things to check",
        })}
        label={t`Things to check`}
        file="rows-to-check.csv"
        problems={warnings}
        total={warned}
      />
      <div className="mt-6 flex flex-wrap justify-between gap-2 border-t border-line pt-5">
        {children}
      </div>
    </Card>
  );
}

function Problems({
  title,
  label,
  file,
  problems,
  total,
}: {
  title: string;
  label: string;
  file: string;
  problems: ImportProblem[];
  /** How many there are, also those that the answer leaves out. */
  total: number;
}) {
  if (problems.length === 0) return null;
  return (
    <section className="mt-4 overflow-hidden rounded-control border border-line">
      <header className="flex flex-wrap items-center justify-between gap-2 border-b border-line bg-warning-soft px-4 py-2">
        <h3 className="text-sm font-medium text-warning">{title}</h3>
        <Button
          size="small"
          icon={<Download size={14} />}
          onPress={() => saveProblems(problems, file)}
        >{t`Save the list`}</Button>
      </header>
      <ul aria-label={label} className="max-h-96 divide-y divide-line overflow-auto">
        {problems.slice(0, MOST_SHOWN).map((one) => (
          <li key={keyOf(one)} className="px-4 py-2 text-sm">
            <p className="flex flex-wrap gap-x-3">
              <span className="text-quiet">{t`Row ${one.row}`}</span>
              {one.name && <bdi className="font-medium">{one.name}</bdi>}
              {one.column && <bdi className="text-quiet">{one.column}</bdi>}
              {one.value && one.value !== one.name && <bdi className="break-all">{one.value}</bdi>}
            </p>
            <p dir="auto">{one.reason}</p>
          </li>
        ))}
      </ul>
      {total > problems.length ? (
        <p className="border-t border-line px-4 py-2 text-sm text-quiet">
          {t`The list has the first ${problems.length} of ${total}. Mend these and import the file again.`}
        </p>
      ) : (
        problems.length > MOST_SHOWN && (
          <p className="border-t border-line px-4 py-2 text-sm text-quiet">
            {t`The first ${MOST_SHOWN} are shown. Save the list to see all of them.`}
          </p>
        )
      )}
    </section>
  );
}

function saveProblems(problems: ImportProblem[], file: string): void {
  const lines = [
    csvRow(["row", "name", "column", "reason", "value"]),
    ...problems.map((one) => csvRow([one.row, one.name ?? "", one.column, one.reason, one.value])),
  ];
  saveText(file, lines.join("\r\n"));
}
