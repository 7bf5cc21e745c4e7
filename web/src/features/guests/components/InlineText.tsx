import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Input, TextField } from "react-aria-components";
import { messageOf, type Attendee } from "@/api";
import { toast } from "@/ui";
import { useChangeGuest } from "../queries";

/** A short text of a guest in the list; Enter saves it, Escape leaves it as it was. */
export function InlineText({
  eventId,
  guest,
  field,
  label,
}: {
  eventId: string;
  guest: Attendee;
  field: "side" | "notes";
  label: string;
}) {
  const change = useChangeGuest(eventId);
  const value = guest[field] ?? "";
  const [text, setText] = useState<string | null>(null);
  const { name } = guest;
  const save = () => {
    if (text === null) return;
    if (text.trim() === value) {
      setText(null);
      return;
    }
    change.mutate(
      { id: guest.id, [field]: text.trim() },
      {
        onSuccess: () => setText(null),
        onError: (error) => toast.error(messageOf(error)),
      },
    );
  };
  return (
    <span onClick={(event) => event.stopPropagation()}>
      {text === null ? (
        <button
          type="button"
          aria-label={
            value ? t`${label} of ${name}: ${value}. Change it` : t`Add ${label} of ${name}`
          }
          onClick={() => setText(value)}
          className="-mx-2 min-h-7 min-w-12 max-w-full cursor-text truncate rounded-control px-2 text-start hover:bg-sunken"
        >
          {value ? <bdi>{value}</bdi> : <span className="text-quiet">—</span>}
        </button>
      ) : (
        <TextField
          aria-label={t`${label} of ${name}`}
          value={text}
          onChange={setText}
          onBlur={save}
          autoFocus
          isDisabled={change.isPending}
          onKeyDown={(event) => {
            if (event.key === "Enter") save();
            if (event.key === "Escape") setText(null);
          }}
        >
          <Input
            dir="auto"
            className="-mx-2 h-7 w-40 rounded-control border border-accent-text bg-surface px-2 text-sm"
          />
        </TextField>
      )}
    </span>
  );
}
