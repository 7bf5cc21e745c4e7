import { t } from "@lingui/core/macro";
import type { Question } from "@/api";
import { Field } from "@/ui";
import { limitNames } from "../model";

interface Bound {
  name: string;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

/** What an answer may be at least and at most. */
export function LimitFields({
  kind,
  low,
  high,
}: {
  kind: Question["kind"];
  low: Bound;
  high: Bound;
}) {
  const names = limitNames(kind);
  const labels = labelsOf(kind);
  const type = kind === "date" ? "date" : "number";
  if (!names.high) return null;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {names.low && <Field label={labels.low} type={type} {...low} />}
      <Field label={labels.high} type={type} {...high} />
    </div>
  );
}

function labelsOf(kind: Question["kind"]): { low: string; high: string } {
  switch (kind) {
    case "number":
      return { low: t`Lowest number`, high: t`Highest number` };
    case "date":
      return { low: t`Earliest date`, high: t`Latest date` };
    case "choices":
      return { low: "", high: t`Most choices` };
    default:
      return { low: t`Fewest characters`, high: t`Most characters` };
  }
}
