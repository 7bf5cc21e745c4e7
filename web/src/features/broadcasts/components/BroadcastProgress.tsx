import { plural, t } from "@lingui/core/macro";
import type { Broadcast } from "@/api";
import { Progress } from "@/ui";
import { isMoving, progressOf } from "../model";

/** How far a message's sending is, while it is, and its result after. */
export function BroadcastProgress({ broadcast }: { broadcast: Broadcast }) {
  const { done, failed, total } = progressOf(broadcast);
  const { status, left_out: leftOut } = broadcast;
  if (status === "draft" || status === "scheduled") return null;
  const words = [
    plural(total, { one: "To # person", other: "To # people" }),
    leftOut > 0 && plural(leftOut, { one: "# not reachable", other: "# not reachable" }),
    failed > 0 && plural(failed, { one: "# failed", other: "# failed" }),
  ].filter(Boolean);
  return (
    <>
      <p className="mt-1 text-sm text-quiet">{words.join(" · ")}</p>
      {broadcast.paused_reason && (
        <p role="status" className="mt-1 text-sm text-danger" dir="auto">
          {broadcast.paused_reason}
        </p>
      )}
      {(isMoving(broadcast) || status === "paused") && (
        <div className="mt-2 max-w-sm">
          <Progress
            label={status === "paused" ? t`Paused` : t`Sending`}
            value={total > 0 ? Math.floor((100 * done) / total) : null}
          />
        </div>
      )}
    </>
  );
}
