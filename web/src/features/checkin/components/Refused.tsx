import { plural, t } from "@lingui/core/macro";
import { FileWarning } from "lucide-react";
import { useState } from "react";
import { timeOf } from "@/lib/dates";
import { verdictLabel } from "../model";
import type { DoorEngine } from "../offline/engine";
import type { DoorState } from "../offline/state";
import type { Lookup } from "../offline/roster";
import type { Queued } from "../offline/store";
import { GateButton } from "./GateButton";
import { ScanFiles } from "./ScanFiles";

/** Queued scans that the server refused, with the reason and whom to ask. They can be discarded only after they have been saved to a file. */
export function Refused({ engine, state }: { engine: DoorEngine; state: DoorState }) {
  const { refused, lookup } = state;
  const [saved, setSaved] = useState<ReadonlySet<string>>(new Set());
  if (refused.length === 0) return null;
  const isSaved = (one: Queued) => saved.has(one.nonce);
  const ready = refused.filter(isSaved);
  return (
    <section aria-label={t`Refused scans`} className="flex flex-col gap-3">
      <h2 className="flex items-center gap-2 text-base text-gate-quiet">
        <FileWarning aria-hidden size={18} />
        {plural(refused.length, {
          one: "The server refused # scan from this device",
          other: "The server refused # scans from this device",
        })}
      </h2>
      <ul className="flex max-h-96 flex-col gap-2 overflow-y-auto">
        {refused.map((one) => (
          <li
            key={one.nonce}
            className="flex flex-wrap items-center justify-between gap-3 rounded-control border border-gate-wait px-4 py-3"
          >
            <div className="min-w-0 flex-1">
              <p className="truncate text-lg" dir="auto">
                {whoIs(one, lookup)}
              </p>
              <p className="flex flex-wrap gap-x-3 text-sm text-gate-quiet">
                <bdi data-figures>
                  {timeOf(one.scan.at ?? one.walkIn?.at ?? new Date(one.addedAt).toISOString())}
                </bdi>
                <bdi>
                  {one.detail || verdictLabel(one.result ?? "invalid", one.scan.direction ?? "in")}
                </bdi>
              </p>
            </div>
            {isSaved(one) && (
              <GateButton onPress={() => void engine.discard([one.nonce])}>{t`Delete`}</GateButton>
            )}
          </li>
        ))}
      </ul>
      <ScanFiles
        scans={refused}
        onSaved={() => setSaved(new Set(refused.map((one) => one.nonce)))}
      />
      {ready.length === 0 ? (
        <p className="text-sm text-gate-quiet">{t`Save them as a file first; then you can delete them.`}</p>
      ) : (
        <div>
          <GateButton
            onPress={() => void engine.discard(ready.map((one) => one.nonce))}
          >{t`Delete all saved scans`}</GateButton>
        </div>
      )}
    </section>
  );
}

/** The person's name if the roster has it, otherwise the scanned code. */
function whoIs(one: Queued, lookup: Lookup | null): string {
  if (one.walkIn) return one.walkIn.name;
  const { attendee_id: id, tag, code, ticket } = one.scan;
  const person =
    (id && lookup?.people.get(id)) ||
    (tag && lookup?.byTag(tag)) ||
    (ticket && lookup?.byTicketText(ticket));
  return person
    ? person.name
    : (code ?? tag ?? (ticket ? t`A ticket that isn't on the list` : t`A scan that can't be read`));
}
