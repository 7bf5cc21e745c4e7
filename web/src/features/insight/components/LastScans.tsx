import { t } from "@lingui/core/macro";
import { LogIn, LogOut } from "lucide-react";
import type { LastScan } from "@/api";
import { timeOf } from "@/lib/dates";
import { seatName } from "@/lib/seatLabels";
import { shortName } from "../model";

/** The latest scans, newest first. */
export function LastScans({
  scans,
  isShort = false,
  timeZone,
}: {
  scans: readonly LastScan[];
  isShort?: boolean;
  timeZone?: string | undefined;
}) {
  return (
    <ol className="divide-y divide-line">
      {scans.map((scan) => (
        <li
          key={`${scan.nonce}-${scan.attendee_id}`}
          className="grid grid-cols-[1em_minmax(0,1fr)_auto] items-center gap-x-[0.6em] py-[0.35em] animate-[rise_var(--motion)_ease-out]"
        >
          {scan.direction === "in" ? (
            <LogIn
              role="img"
              aria-label={t`Checked in`}
              className="size-[0.8em] text-positive rtl:-scale-x-100"
            />
          ) : (
            <LogOut
              role="img"
              aria-label={t`Checked out`}
              className="size-[0.8em] text-quiet rtl:-scale-x-100"
            />
          )}
          <span className="truncate font-medium" dir="auto">
            {isShort ? shortName(scan.name) : scan.name}
          </span>
          <time dateTime={scan.at} className="text-[0.8em] text-quiet tabular-nums">
            {timeOf(scan.at, timeZone)}
          </time>
          {(scan.seat_number ?? scan.gate) && (
            <span className="col-span-2 col-start-2 flex gap-[0.8em] truncate text-[0.75em] text-quiet">
              {scan.seat_number && <bdi>{seatName(scan.seat_number)}</bdi>}
              {scan.gate && <bdi className="truncate">{scan.gate}</bdi>}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
