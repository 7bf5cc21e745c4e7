import { t } from "@lingui/core/macro";
import type { Provider } from "@/api";
import type { ChipTone } from "@/ui";

export type Health = "unset" | "stopped" | "failing" | "working";

/** How a channel is: nothing sent and something failed in a day says that nothing gets through. */
export function healthOf(provider: Provider): Health {
  if (!provider.is_configured) return "unset";
  if (provider.stopped_at) return "stopped";
  return provider.failed > 0 && provider.sent === 0 ? "failing" : "working";
}

export function healthLabel(health: Health): { word: string; tone: ChipTone } {
  switch (health) {
    case "unset":
      return { word: t`Not set up`, tone: "neutral" };
    case "stopped":
      return { word: t`Stopped`, tone: "danger" };
    case "failing":
      return { word: t`Failing`, tone: "warning" };
    case "working":
      return { word: t`Working`, tone: "positive" };
  }
}
