import { plural, t } from "@lingui/core/macro";
import type { JoinRequest } from "@/api";
import { Button, bottomBar } from "@/ui";
import { fitting } from "../model";

interface Props {
  chosen: JoinRequest[];
  left: number | null;
  isPending: boolean;
  onAccept: () => void;
  onDecline: () => void;
  onClear: () => void;
}

/** What can be done with the chosen requests, and how many of them fit. */
export function DecisionBar({ chosen, left, isPending, onAccept, onDecline, onClear }: Props) {
  const { count, places } = fitting(chosen, left);
  return (
    <div
      {...bottomBar}
      role="region"
      aria-label={t`Selected requests`}
      className="sticky bottom-4 z-10 flex flex-wrap items-center gap-3 rounded-card border border-line bg-surface p-4 shadow-float"
    >
      <p className="min-w-0 flex-1 text-sm" aria-live="polite">
        {plural(chosen.length, { one: "# selected", other: "# selected" })}
        {count < chosen.length && (
          <span className="text-warning">
            {" · "}
            {plural(count, { one: "only # fits", other: "only # fit" })}
          </span>
        )}
        {" · "}
        {plural(places, { one: "# place", other: "# places" })}
      </p>
      <Button tone="filled" isPending={isPending} onPress={onAccept}>{t`Accept`}</Button>
      <Button onPress={onDecline}>{t`Decline`}</Button>
      <Button tone="quiet" onPress={onClear}>{t`Clear selection`}</Button>
    </div>
  );
}
