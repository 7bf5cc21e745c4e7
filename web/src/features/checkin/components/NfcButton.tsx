import { t } from "@lingui/core/macro";
import { Nfc } from "lucide-react";
import { GateButton } from "./GateButton";
import type { NfcState } from "./useNfc";

/** Starts NFC scanning. Hidden if the browser doesn't support it; scanning stays on until the page is left. */
export function NfcButton({ state, onStart }: { state: NfcState; onStart: () => void }) {
  if (state === "none") return null;
  if (state === "on")
    return (
      <p
        role="status"
        className="inline-flex min-h-11 items-center gap-2 text-base text-gate-quiet"
      >
        <Nfc aria-hidden size={20} />
        {t`Hold tags to the back of this phone`}
      </p>
    );
  return (
    <div className="flex flex-col items-start gap-2">
      <GateButton icon={<Nfc size={20} />} onPress={onStart}>{t`Scan NFC tags`}</GateButton>
      {state === "refused" && (
        <p
          role="alert"
          className="text-sm text-gate-quiet"
        >{t`The browser doesn't allow reading tags. Switch NFC on, allow it beside the address, then try again.`}</p>
      )}
    </div>
  );
}
