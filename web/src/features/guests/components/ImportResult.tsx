import { plural, t } from "@lingui/core/macro";
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import type { ImportFigures, ImportProblem } from "@/api";
import { csvRow, saveText } from "@/lib/clipboard";
import { count } from "@/lib/numbers";
import { Button, Card, Stat, Table } from "@/ui";

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
  return (
    <Card title={title}>
      <div className="grid grid-cols-2 gap-6 py-3 sm:grid-cols-3 lg:grid-cols-5">
        <Stat label={t`Rows in the file`} value={count(report.rows)} />
        <Stat label={isPreview ? t`New guests` : t`Guests added`} value={count(report.created)} />
        {report.parties != null && (
          <Stat label={t`Parties`} value={count(report.parties)} note={t`one invitation each`} />
        )}
        <Stat label={t`Changed`} value={count(report.updated)} />
        <Stat
          label={t`Already on the list`}
          value={count(Math.max(report.duplicates - report.updated, 0))}
        />
      </div>
      {questions}
      <Problems
        title={plural(new Set(report.errors.map((one) => one.row)).size, {
          one: "# row can't be imported",
          other: "# rows can't be imported",
        })}
        label={t`Rows that can't be imported`}
        file="rows-not-taken.csv"
        problems={report.errors}
      />
      <Problems
        title={plural(report.warnings_total ?? 0, {
          one: "# thing to check",
          other: "# things to check",
        })}
        label={t`Things to check`}
        file="rows-to-check.csv"
        problems={report.warnings ?? []}
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
}: {
  title: string;
  label: string;
  file: string;
  problems: ImportProblem[];
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
      <Table
        compact
        label={label}
        rows={problems.slice(0, 50)}
        keyOf={(row) => `${row.row}-${row.column ?? ""}-${row.value ?? ""}-${row.reason}`}
        nameOf={(row) => String(row.row)}
        columns={[
          { id: "row", head: t`Row`, numeric: true, className: "w-16", cell: (row) => row.row },
          { id: "name", head: t`Name`, cell: (row) => <bdi>{row.name}</bdi> },
          { id: "column", head: t`Column`, cell: (row) => <bdi>{row.column}</bdi> },
          { id: "reason", head: t`Why`, cell: (row) => <span dir="auto">{row.reason}</span> },
          {
            id: "value",
            head: t`Value`,
            className: "text-quiet max-w-48 truncate",
            cell: (row) => <bdi>{row.value}</bdi>,
          },
        ]}
      />
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
