import { t } from "@lingui/core/macro";
import { TriangleAlert } from "lucide-react";
import type { Clash, ClashSide } from "@/api";
import { timeOf } from "@/lib/dates";
import { GateButton } from "./GateButton";

/** What doesn't fit, for the supervisor: never in the way of the next scan. */
export function Clashes({
  clashes,
  onResolve,
}: {
  clashes: Clash[];
  onResolve: (clash: Clash) => void;
}) {
  if (clashes.length === 0) return null;
  const words = {
    twice: t`Came in twice`,
    out_without_in: t`Went out, never came in`,
    let_in: t`Let in without a right to`,
  };
  return (
    <section aria-label={t`For the supervisor`} className="flex flex-col gap-3">
      <h2 className="flex items-center gap-2 text-base text-gate-quiet">
        <TriangleAlert aria-hidden size={18} />
        {t`For the supervisor`}
      </h2>
      <ul className="flex flex-col gap-2">
        {clashes.map((clash) => (
          <li
            key={clash.id}
            className="flex flex-wrap items-center justify-between gap-3 rounded-control border border-gate-wait px-4 py-3"
          >
            <div className="min-w-0">
              <p className="text-lg" dir="auto">
                {clash.name || t`Unknown person`}
              </p>
              <p className="text-sm text-gate-quiet">{words[clash.kind]}</p>
              {[clash.first, clash.second].map(
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
            <GateButton onPress={() => onResolve(clash)}>{t`Settled`}</GateButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

function sideOf(side: ClashSide): string[] {
  return [side.at && timeOf(side.at), side.gate, side.device].filter((part): part is string =>
    Boolean(part),
  );
}
