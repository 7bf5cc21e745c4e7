import { plural, t } from "@lingui/core/macro";
import { LogIn, ShieldOff } from "lucide-react";
import { useNavigate } from "@tanstack/react-router";
import type { DoorEngine } from "../offline/engine";
import { unpair } from "../offline/pairing";
import { GateButton } from "./GateButton";
import { ScanFiles } from "./ScanFiles";

/** Shown when the device's key has been revoked. Its queued scans are kept and can be exported or uploaded after logging in. */
export function Ended({ engine }: { engine: DoorEngine }) {
  const navigate = useNavigate();
  const { waiting } = engine.queue;
  const logIn = () =>
    void unpair(engine.eventId).then(() =>
      navigate({ to: "/login", search: { next: `/door/${engine.eventId}` } }),
    );
  return (
    <section
      role="alert"
      className="mx-auto flex w-full max-w-2xl flex-col items-start gap-5 p-6 sm:p-10"
    >
      <ShieldOff aria-hidden size={56} className="text-gate-quiet" />
      <h2 className="font-display text-[max(var(--text-28),4vw)] leading-tight font-medium">{t`This device's access has ended`}</h2>
      <p className="text-lg">
        {waiting.length > 0
          ? plural(waiting.length, {
              one: "# scan is queued on it and stays here. The device can't send it any more.",
              other: "# scans are queued on it and stay here. The device can't send them any more.",
            })
          : t`It has nothing queued, and the guest list was removed from it.`}
      </p>
      {waiting.length > 0 && (
        <p className="text-lg text-gate-quiet">{t`Someone who can check people in logs in on this device, and the queue is sent in their name. Or save it as a file.`}</p>
      )}
      <div className="flex flex-wrap gap-3">
        <GateButton
          isFilled
          icon={<LogIn size={20} className="rtl:-scale-x-100" />}
          onPress={logIn}
        >
          {waiting.length > 0 ? t`Log in and send` : t`Log in`}
        </GateButton>
      </div>
      {waiting.length > 0 && <ScanFiles scans={waiting} />}
    </section>
  );
}
