import { plural, t } from "@lingui/core/macro";
import { ArrowLeft, CloudUpload, FileWarning, Settings2, Wifi, WifiOff } from "lucide-react";
import { Link } from "react-aria-components";
import { timeOf } from "@/lib/dates";
import { count } from "@/lib/numbers";
import { cx } from "@/ui";
import type { DoorEngine } from "../offline/engine";
import { partOf } from "../offline/part";
import type { DoorState } from "../offline/state";
import { DeviceName } from "./DeviceName";
import { GatePicker } from "./GatePicker";
import { PartPicker } from "./PartPicker";

/** The header: event name, number of people inside or who came to the part, and the state of the network, the queue and the roster. */
export function GateHead({
  eventId,
  state,
  engine,
}: {
  eventId: string;
  state: DoorState;
  engine: DoorEngine;
}) {
  const { lookup } = state;
  const part = partOf(state);
  const figures = lookup?.counts(part?.id);
  const device = lookup?.roster.device;
  return (
    <header className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-gate-line px-4 py-3 sm:px-8">
      {!engine.isDevice && (
        <Link
          href={`/events/${eventId}`}
          className="inline-flex min-h-11 items-center gap-2 text-gate-quiet hover:text-gate-text"
        >
          <ArrowLeft aria-hidden size={20} className="rtl:rotate-180" />
          <span className="max-sm:sr-only">{t`Close check-in`}</span>
        </Link>
      )}
      <h1 className="min-w-0 grow basis-36 truncate font-display text-lg" dir="auto">
        {lookup?.roster.event.title}
      </h1>
      {figures && (
        <p data-figures role="status" className="text-lg">
          <span className="font-medium">{count(part ? figures.came : figures.inside)}</span>{" "}
          <span className="text-gate-quiet">
            {part
              ? t`of ${count(Math.max(figures.expected, figures.came))} came`
              : t`of ${count(Math.max(figures.expected, figures.inside))} inside`}
          </span>
        </p>
      )}
      {device && <DeviceName engine={engine} name={device.name} />}
      <PartPicker engine={engine} state={state} />
      <GatePicker engine={engine} state={state} />
      {!engine.isDevice && (
        <Link
          href={`/events/${eventId}/devices`}
          className="inline-flex min-h-11 items-center gap-2 text-gate-quiet hover:text-gate-text"
        >
          <Settings2 aria-hidden size={20} />
          <span className="max-sm:sr-only">{t`Devices and gates`}</span>
        </Link>
      )}
      <Standing
        state={state}
        trouble={engine.isDevice && state.isEnded ? null : engine.errorMessage}
      />
    </header>
  );
}

function Standing({ state, trouble }: { state: DoorState; trouble: string | null }) {
  const { isOnline, queued, refused, rosterAt, isEnded, canKeep } = state;
  const isFine = isOnline && !isEnded;
  return (
    <div role="status" className="flex w-full flex-wrap items-center gap-x-4 gap-y-1 text-sm">
      <span
        className={cx(
          "inline-flex items-center gap-2",
          isFine ? "text-gate-quiet" : "rounded-full bg-gate-wait px-3 py-1 text-gate-text",
        )}
      >
        {isFine ? <Wifi aria-hidden size={16} /> : <WifiOff aria-hidden size={16} />}
        {isEnded ? t`Access has ended` : isOnline ? t`Online` : t`Offline: scans are queued`}
      </span>
      <span
        className={cx(
          "inline-flex items-center gap-2",
          queued > 0 ? "rounded-full bg-gate-wait px-3 py-1 text-gate-text" : "text-gate-quiet",
        )}
      >
        <CloudUpload aria-hidden size={16} />
        {plural(queued, { one: "# queued", other: "# queued" })}
      </span>
      {refused.length > 0 && (
        <span className="inline-flex items-center gap-2 rounded-full bg-gate-wait px-3 py-1 text-gate-text">
          <FileWarning aria-hidden size={16} />
          {plural(refused.length, { one: "# refused", other: "# refused" })}
        </span>
      )}
      {!canKeep && (
        <span className="text-gate-quiet">{t`This browser can't store data: keep the page open until everything is sent`}</span>
      )}
      <span className="text-gate-quiet">
        {rosterAt
          ? t`Guest list from ${timeOf(new Date(rosterAt).toISOString())}`
          : t`No guest list yet`}
      </span>
      {trouble && <span className="min-w-0 text-gate-quiet">{trouble}</span>}
    </div>
  );
}
