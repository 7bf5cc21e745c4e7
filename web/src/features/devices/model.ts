import { t } from "@lingui/core/macro";
import type { Device } from "@/api";
import type { ChipTone } from "@/ui";

export function standingLabel(standing: Device["standing"]): { word: string; tone: ChipTone } {
  switch (standing) {
    case "live":
      return { word: t`Live`, tone: "positive" };
    case "away":
      return { word: t`Never seen`, tone: "warning" };
    case "never":
      return { word: t`Not paired yet`, tone: "neutral" };
    case "expired":
      return { word: t`Expired`, tone: "danger" };
    case "revoked":
      return { word: t`Revoked`, tone: "danger" };
  }
}
