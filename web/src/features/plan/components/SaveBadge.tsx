import { t } from "@lingui/core/macro";
import { Check, CircleAlert, CloudOff, LoaderCircle } from "lucide-react";
import { Button } from "@/ui";
import type { Autosave } from "./useAutosave";

/** Shows whether the plan is saved. */
export function SaveBadge({ autosave, onAsk }: { autosave: Autosave; onAsk: () => void }) {
  const { state } = autosave;
  const look = "inline-flex items-center gap-1.5 text-xs text-quiet";
  switch (state.kind) {
    case "saved":
      return (
        <span role="status" className={look}>
          <Check aria-hidden size={14} className="text-positive" />
          {t`Saved`}
        </span>
      );
    case "waiting":
    case "saving":
      return (
        <span role="status" className={look}>
          <LoaderCircle aria-hidden size={14} className="animate-spin" />
          {t`Saving…`}
        </span>
      );
    case "offline":
      return (
        <span role="status" className={`${look} text-warning`}>
          <CloudOff aria-hidden size={14} />
          {t`No connection. Saved on this device.`}
        </span>
      );
    case "losing":
      return (
        <Button
          size="small"
          tone="danger"
          icon={<CircleAlert size={14} />}
          onPress={onAsk}
        >{t`Not saved: people would lose seats`}</Button>
      );
    case "stale":
      return (
        <Button
          size="small"
          tone="danger"
          icon={<CircleAlert size={14} />}
          onPress={onAsk}
        >{t`Not saved: changed elsewhere`}</Button>
      );
    case "failed":
      return (
        <span role="alert" className={`${look} max-w-md text-danger`}>
          <CircleAlert aria-hidden size={14} className="shrink-0" />
          <span className="min-w-0">{state.message}</span>
          <Button size="small" onPress={() => void autosave.save()}>{t`Try again`}</Button>
        </span>
      );
  }
}
