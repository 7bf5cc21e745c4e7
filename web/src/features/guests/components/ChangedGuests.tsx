import { plural, t } from "@lingui/core/macro";
import type { ImportReport } from "@/api";
import { Checkbox } from "@/ui";
import type { KeptDetail } from "../imports";
import { fieldLabel, importFields } from "../model";

type Outcome = NonNullable<ImportReport["outcomes"]>[number];

const mostShown = 50;
const addressParts = ["lines", "postal_code", "city", "region", "country"];

/** Guests whom the file would change: each detail before and after, side by side, to take or to keep. */
export function ChangedGuests({
  outcomes,
  kept,
  isPending,
  onKeep,
}: {
  outcomes: Outcome[];
  kept: KeptDetail[];
  isPending: boolean;
  onKeep: (kept: KeptDetail[]) => void;
}) {
  const changed = outcomes.filter((one) => one.outcome === "changed");
  const hasKept = kept.length > 0;
  if (changed.length === 0 && !hasKept) return null;
  const keep = (row: number, field: string) => onKeep([...kept, { row, field }]);
  return (
    <section className="mt-4 overflow-hidden rounded-control border border-line">
      <header className="border-b border-line bg-sunken px-4 py-2">
        <h3 className="text-sm font-medium">
          {plural(changed.length, {
            one: "# guest would change",
            other: "# guests would change",
          })}
        </h3>
        <p className="text-sm text-quiet">{t`Uncheck what should stay as it is.`}</p>
      </header>
      <ul className="max-h-96 divide-y divide-line overflow-auto">
        {changed.slice(0, mostShown).map((one) => (
          <li key={one.row} className="px-4 py-3">
            <p className="text-sm">
              <bdi className="font-medium">{one.name}</bdi>{" "}
              <span className="text-quiet">{t`Row ${one.row}`}</span>
            </p>
            {Object.entries(one.changes).map(([field, { before, after }]) => (
              <Checkbox
                key={field}
                className="mt-1"
                isSelected
                isDisabled={isPending}
                onChange={() => keep(one.row, field)}
              >
                <span dir="auto">
                  {labelOf(field)}: <del className="text-quiet">{words(before) || t`empty`}</del>{" "}
                  <ins className="no-underline">{words(after) || t`empty`}</ins>
                </span>
              </Checkbox>
            ))}
          </li>
        ))}
      </ul>
      {hasKept && (
        <p className="border-t border-line px-4 py-2 text-sm text-quiet">
          {plural(kept.length, {
            one: "# detail stays as it is.",
            other: "# details stay as they are.",
          })}{" "}
          <button
            type="button"
            className="cursor-pointer text-accent-text underline"
            disabled={isPending}
            onClick={() => onKeep([])}
          >
            {t`Take all from the file`}
          </button>
        </p>
      )}
    </section>
  );
}

function labelOf(field: string): string {
  if (field === "is_child") return t`Child`;
  const known = importFields.find((one) => one === field);
  return known ? fieldLabel(known) : field;
}

/** A detail in words: tags with commas, an address in one line. */
function words(value: unknown): string {
  if (Array.isArray(value)) return value.map(words).join(", ");
  if (value && typeof value === "object") {
    const parts = value as Record<string, unknown>;
    return addressParts
      .map((name) => words(parts[name]))
      .filter(Boolean)
      .join(", ");
  }
  if (value === true) return t`Yes`;
  if (value === false) return t`No`;
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
