import { t } from "@lingui/core/macro";
import { MessageSquareText } from "lucide-react";
import type { Invitation } from "@/api";
import { Chip } from "@/ui";
import { statusLabel, wayLabel } from "../model";

/** The party's name, with a mark if they have written to the host. */
export function PartyName({ row }: { row: Invitation }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <span dir="auto">{row.label}</span>
      {row.reply && (
        <span title={row.reply} className="text-quiet">
          <MessageSquareText aria-hidden size={14} />
          <span className="sr-only">{t`Has written a message`}</span>
        </span>
      )}
      <PhoneStatus row={row} />
    </span>
  );
}

/** The reply and the delivery under the name, where the columns don't fit. */
function PhoneStatus({ row }: { row: Invitation }) {
  const { word, tone } = statusLabel(row.status);
  const isOnlySent = !row.responded_at || row.canceled_at;
  return (
    <span className="flex basis-full flex-wrap items-center gap-2 text-xs font-normal text-quiet sm:hidden">
      <Chip tone={tone}>{word}</Chip>
      {isOnlySent && wayLabel(row)}
    </span>
  );
}
