import { t } from "@lingui/core/macro";
import type { InvitedGuest } from "@/api";
import { AnswerChip } from "@/features/guests";
import { partStatus } from "../model";

/** What a guest replied for each part of the event. Nothing if the event has no parts. */
export function GuestParts({ guest }: { guest: InvitedGuest }) {
  if (guest.parts.length === 0) return null;
  const { name } = guest;
  return (
    <ul
      aria-label={t`Parts of the event for ${name}`}
      className="mt-2 flex flex-wrap gap-x-4 gap-y-1.5 text-sm text-quiet"
    >
      {guest.parts.map((part) => (
        <li key={part.part_id} className="flex flex-wrap items-center gap-2">
          <span dir="auto">{part.title}</span>
          <AnswerChip status={partStatus(part)} />
        </li>
      ))}
    </ul>
  );
}
