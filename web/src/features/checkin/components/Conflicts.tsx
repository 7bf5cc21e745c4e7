import { t } from "@lingui/core/macro";
import { TriangleAlert } from "lucide-react";
import type { ScanConflict, ConflictSide } from "@/api";
import { timeOf } from "@/lib/dates";
import { GateButton } from "./GateButton";

/** Conflicts for the supervisor. They never block the next scan. */
export function Conflicts({
  conflicts,
  onResolve,
}: {
  conflicts: ScanConflict[];
  onResolve: (conflict: ScanConflict) => void;
}) {
  if (conflicts.length === 0) return null;
  const words = {
    twice: t`Checked in twice`,
    out_without_in: t`Checked out without a check-in`,
    let_in: t`Let in by mistake`,
  };
  return (
    <section aria-label={t`Scan conflicts`} className="flex flex-col gap-3">
      <h2 className="flex items-center gap-2 text-base text-gate-quiet">
        <TriangleAlert aria-hidden size={18} />
        {t`Scan conflicts`}
      </h2>
      <ul className="flex flex-col gap-2">
        {conflicts.map((conflict) => (
          <li
            key={conflict.id}
            className="flex flex-wrap items-center justify-between gap-3 rounded-control border border-gate-wait px-4 py-3"
          >
            <div className="min-w-0">
              <p className="text-lg" dir="auto">
                {conflict.name || t`Unknown person`}
              </p>
              <p className="text-sm text-gate-quiet">{words[conflict.kind]}</p>
              {[conflict.first, conflict.second].map(
                (side, number) =>
                  side && (
                    <p
                      key={number}
                      data-figures
                      className="flex flex-wrap gap-x-3 text-sm text-gate-quiet"
                    >
                      {sideOf(side).map((part) => (
                        <bdi key={part}>{part}</bdi>
                      ))}
                    </p>
                  ),
              )}
            </div>
            <GateButton onPress={() => onResolve(conflict)}>{t`Mark as resolved`}</GateButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

function sideOf(side: ConflictSide): string[] {
  return [side.at && timeOf(side.at), side.gate, side.device].filter((part): part is string =>
    Boolean(part),
  );
}
