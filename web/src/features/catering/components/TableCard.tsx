import { plural, t } from "@lingui/core/macro";
import type { CatererTable } from "@/api";
import { rowName, tableName } from "@/lib/seatLabels";
import { MealTables } from "./MealTables";

/** What is served at one table, and what the kitchen has to know about who sits there. */
export function TableCard({ table }: { table: CatererTable }) {
  const name = nameOf(table);
  return (
    <section
      aria-label={name}
      className="flex min-w-0 flex-col gap-3 rounded-card border border-line bg-surface p-4 [contain-intrinsic-size:auto_14rem] [content-visibility:auto] print:break-inside-avoid"
    >
      <header className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h3 className="min-w-0 text-base font-medium break-words" dir="auto">
          {name}
        </h3>
        <p className="text-sm text-quiet">
          {plural(table.people, { one: "# person", other: "# people" })}
        </p>
      </header>
      <MealTables meals={table.meals} />
      {table.notes.length > 0 && (
        <ul aria-label={t`Notes`} className="flex flex-col gap-2 rounded-control bg-sunken p-3">
          {table.notes.map((note, index) => (
            <li key={index} className="text-sm break-words">
              <p>
                <bdi className="font-medium">{note.name}</bdi>{" "}
                <span className="text-xs text-quiet">
                  · <bdi>{note.label}</bdi>
                </span>
              </p>
              <p dir="auto" className="whitespace-pre-line">
                {note.answer}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function nameOf({ table, is_row }: CatererTable): string {
  if (table === null) return t`No seat assigned`;
  return is_row ? rowName(table) : tableName(table);
}
