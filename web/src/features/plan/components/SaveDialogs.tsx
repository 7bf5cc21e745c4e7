import { plural, t } from "@lingui/core/macro";
import type { Losing } from "@/api";
import { Button, Dialog } from "@/ui";

interface LosingProps {
  losing: readonly Losing[];
  total: number;
  isOpen: boolean;
  isPending?: boolean;
  onClose: () => void;
  onConfirm: () => void;
  onUndo?: () => void;
}

/** Lists the people who would lose their seats, before anything is saved. */
export function LosingDialog({
  losing,
  total,
  isOpen,
  isPending,
  onClose,
  onConfirm,
  onUndo,
}: LosingProps) {
  const word = (one: Losing) =>
    one.reason === "blocked"
      ? t`would be blocked`
      : one.reason === "held"
        ? t`is held`
        : t`would be gone`;
  return (
    <Dialog
      role="alertdialog"
      isOpen={isOpen}
      onClose={onClose}
      title={plural(total, {
        one: "# person would lose their seat",
        other: "# people would lose their seats",
      })}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>{t`Continue drawing`}</Button>
          {onUndo && <Button onPress={onUndo}>{t`Undo my change`}</Button>}
          <Button tone="danger" isPending={isPending ?? false} onPress={onConfirm}>
            {plural(total, { one: "Save and free the seat", other: "Save and free # seats" })}
          </Button>
        </>
      }
    >
      <p className="text-sm text-quiet">{t`They stay on the guest list without a seat and can choose another one. Nothing is saved yet.`}</p>
      <ul className="mt-3 max-h-72 divide-y divide-line overflow-y-auto rounded-control border border-line">
        {losing.map((one) => (
          <li
            key={one.seat_id}
            className="flex items-baseline justify-between gap-3 px-3 py-2 text-sm"
          >
            <span dir="auto" className="min-w-0 font-medium">
              {one.name || t`Someone picking a seat`}
            </span>
            <span className="text-end text-xs text-quiet">
              <bdi className="font-medium text-text">{one.seat_number}</bdi> {word(one)}
            </span>
          </li>
        ))}
      </ul>
      {total > losing.length && (
        <p className="mt-2 text-xs text-quiet">{t`and ${total - losing.length} more`}</p>
      )}
    </Dialog>
  );
}

export function StaleDialog({
  isOpen,
  onClose,
  onTheirs,
  onMine,
}: {
  isOpen: boolean;
  onClose: () => void;
  onTheirs: () => void;
  onMine: () => void;
}) {
  return (
    <Dialog
      role="alertdialog"
      isOpen={isOpen}
      onClose={onClose}
      title={t`Someone else saved this plan`}
      footer={
        <>
          <Button onPress={onTheirs}>{t`Show their version`}</Button>
          <Button tone="filled" onPress={onMine}>{t`Overwrite with mine`}</Button>
        </>
      }
    >
      <p className="text-sm text-quiet">{t`Whichever you choose, the other one stays under Versions or as a draft on this device.`}</p>
    </Dialog>
  );
}

export function DraftDialog({
  at,
  onTake,
  onDrop,
}: {
  at: string | null;
  onTake: () => void;
  onDrop: () => void;
}) {
  return (
    <Dialog
      role="alertdialog"
      isOpen={at !== null}
      onClose={onDrop}
      title={t`Unsaved changes`}
      footer={
        <>
          <Button tone="quiet" onPress={onDrop}>{t`Discard`}</Button>
          <Button tone="filled" onPress={onTake}>{t`Continue with unsaved changes`}</Button>
        </>
      }
    >
      <p className="text-sm text-quiet">{t`This device kept a drawing of ${at ?? ""} that never reached the server.`}</p>
    </Dialog>
  );
}
