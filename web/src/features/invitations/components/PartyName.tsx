import { t } from "@lingui/core/macro";
import { MessageSquareText } from "lucide-react";
import type { Invitation } from "@/api";

/** The party's name, with a mark if they have written to the host. */
export function PartyName({ row }: { row: Invitation }) {
  return (
    <span className="inline-flex items-center gap-2">
      <span dir="auto">{row.label}</span>
      {row.reply && (
        <span title={row.reply} className="text-quiet">
          <MessageSquareText aria-hidden size={14} />
          <span className="sr-only">{t`Has written a message`}</span>
        </span>
      )}
    </span>
  );
}
