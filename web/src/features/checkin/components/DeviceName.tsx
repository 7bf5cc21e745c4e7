import { plural, t } from "@lingui/core/macro";
import { Smartphone, Unlink } from "lucide-react";
import { useState } from "react";
import { Button } from "react-aria-components";
import { Confirm } from "@/ui";
import type { DoorEngine } from "../offline/engine";
import { unpair } from "../offline/pairing";

/** The name of the paired device, with a button to unpair it. Unpairing deletes its key but keeps queued scans. */
export function DeviceName({ engine, name }: { engine: DoorEngine; name: string }) {
  const [isConfirming, setConfirming] = useState(false);
  const waiting = engine.queue.waiting.length;
  const unpairDevice = () =>
    void unpair(engine.eventId).then(() => location.assign(`/door/${engine.eventId}`));
  return (
    <p className="inline-flex min-h-11 min-w-0 items-center gap-2 text-gate-quiet">
      <Smartphone aria-hidden size={20} className="shrink-0" />
      <bdi className="truncate">{name}</bdi>
      <Button
        aria-label={t`Unpair device`}
        onPress={() => setConfirming(true)}
        className="grid size-11 shrink-0 cursor-pointer place-items-center rounded-control hover:text-gate-text data-focus-visible:outline-gate-text"
      >
        <Unlink aria-hidden size={18} />
      </Button>
      <Confirm
        title={t`Unpair “${name}”?`}
        action={t`Unpair`}
        isDanger
        isOpen={isConfirming}
        onClose={() => setConfirming(false)}
        onConfirm={unpairDevice}
      >
        <p>{t`This phone forgets its key and can only scan after you log in. To use it as a device again, create a new link.`}</p>
        {waiting > 0 && (
          <p>
            {plural(waiting, {
              one: "# scan is still queued: it stays here until somebody logs in.",
              other: "# scans are still queued: they stay here until somebody logs in.",
            })}
          </p>
        )}
      </Confirm>
    </p>
  );
}
