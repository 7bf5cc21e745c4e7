import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import type { ImportProblem } from "@/api";
import { Button, Field } from "@/ui";
import type { CellFix } from "../imports";

const mostShown = 50;
const keyOf = (row: number, column: string) => `${row}:${column}`;

/** Cells that can't be imported, each with a field to correct it. */
export function MendCells({
  problems,
  fixes,
  isPending,
  onFix,
}: {
  problems: ImportProblem[];
  fixes: CellFix[];
  isPending: boolean;
  onFix: (fixes: CellFix[]) => void;
}) {
  const [typed, setTyped] = useState<Record<string, CellFix>>({});
  const mendable = problems.flatMap((one) =>
    one.column ? [{ ...one, column: one.column, value: one.value ?? "" }] : [],
  );
  const changed = Object.values(typed);
  if (mendable.length === 0) return null;
  const send = () => {
    const isNew = new Set(changed.map((one) => keyOf(one.row, one.column)));
    onFix([...fixes.filter((one) => !isNew.has(keyOf(one.row, one.column))), ...changed]);
    setTyped({});
  };
  return (
    <section className="mt-4 overflow-hidden rounded-control border border-line">
      <header className="flex flex-wrap items-center justify-between gap-2 border-b border-line bg-sunken px-4 py-2">
        <h3 className="text-sm font-medium">{t`Correct them here`}</h3>
        <Button size="small" isDisabled={changed.length === 0} isPending={isPending} onPress={send}>
          {changed.length === 0
            ? t`Check again`
            : plural(changed.length, {
                one: "Check # correction",
                other: "Check # corrections",
              })}
        </Button>
      </header>
      <ul className="max-h-96 divide-y divide-line overflow-auto">
        {mendable.slice(0, mostShown).map((one) => {
          const key = keyOf(one.row, one.column);
          const guess = one.values?.phone;
          return (
            <li key={key} className="px-4 py-3">
              <Field
                label={t`Row ${one.row}, ${one.column}`}
                hint={[one.name, one.reason].filter(Boolean).join(" · ")}
                value={typed[key]?.value ?? one.value}
                dir="auto"
                onChange={(value) =>
                  setTyped({ ...typed, [key]: { row: one.row, column: one.column, value } })
                }
              />
              {typeof guess === "string" && (
                <Button
                  size="small"
                  tone="quiet"
                  onPress={() =>
                    setTyped({
                      ...typed,
                      [key]: { row: one.row, column: one.column, value: guess },
                    })
                  }
                >
                  {t`Use ${guess}`}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {mendable.length > mostShown && (
        <p className="border-t border-line px-4 py-2 text-sm text-quiet">
          {t`The first ${mostShown} are shown. Correct these to see the next ones.`}
        </p>
      )}
    </section>
  );
}
