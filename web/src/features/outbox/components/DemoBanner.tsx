import { t } from "@lingui/core/macro";
import { TriangleAlert } from "lucide-react";
import { TextLink } from "@/ui";
import { useOutboxAccess } from "../queries";

/** Warns that a demo hides no mail: it shows every message to everybody, whoever it was written to. */
export function DemoBanner() {
  if (useOutboxAccess() !== "everybody") return null;
  return (
    <div
      role="note"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-warning-soft px-4 py-2 text-sm text-warning"
    >
      <TriangleAlert aria-hidden size={16} className="shrink-0" />
      <p className="min-w-0 flex-1 basis-60">
        {t`Demo: what has no provider goes to the outbox. Anyone on this computer can read everyone’s messages there, without logging in.`}
      </p>
      <TextLink href="/outbox" className="inline-flex min-h-6 items-center">
        {t`Open outbox`}
      </TextLink>
    </div>
  );
}
