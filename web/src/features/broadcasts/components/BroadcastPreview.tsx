import { plural, t } from "@lingui/core/macro";
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { BroadcastPreview as Preview } from "@/api";
import { MessageSheet } from "@/features/reminders";
import { money } from "@/lib/numbers";
import { IconButton } from "@/ui";
import { reasonLabel, type Channel } from "../model";

interface Props {
  preview: Preview;
  channel: Channel;
  /** Whose message is shown, by name from 0. */
  place: number;
  onPlace: (place: number) => void;
}

/** Who gets the message and who doesn't, and the message as one of them gets it. */
export function BroadcastPreview({ preview, channel, place, onPlace }: Props) {
  const { recipients } = preview;
  return (
    <section
      aria-label={t`Preview`}
      className="min-w-0 rounded-card border border-line bg-sunken p-4 text-sm"
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p role="status" className="font-medium">
          {plural(recipients, { one: "# person will get this", other: "# people will get this" })}
        </p>
        {recipients > 1 && (
          <div className="flex items-center gap-1 text-quiet">
            <IconButton
              label={t`Previous guest`}
              icon={<ChevronLeft size={16} className="rtl:rotate-180" />}
              isDisabled={place === 0}
              onPress={() => onPlace(place - 1)}
            />
            <span data-figures className="text-xs">{t`${place + 1} of ${recipients}`}</span>
            <IconButton
              label={t`Next guest`}
              icon={<ChevronRight size={16} className="rtl:rotate-180" />}
              isDisabled={place + 1 >= recipients}
              onPress={() => onPlace(place + 1)}
            />
          </div>
        )}
      </div>
      <EstimateLine preview={preview} channel={channel} />
      <LeftOut preview={preview} channel={channel} />
      <MessageSheet
        channel={channel}
        name={preview.name}
        to={preview.to}
        subject={preview.subject}
        text={preview.text}
        locale={preview.locale}
        buttons={preview.buttons}
      />
    </section>
  );
}

/** About how many messages it is, and what they cost. */
function EstimateLine({ preview, channel }: { preview: Preview; channel: Channel }) {
  const { segments, total, cost, currency } = preview.estimate;
  if (channel === "email" || total === 0) return null;
  const words = [
    channel === "sms" && plural(total, { one: "About # SMS", other: "About # SMS" }),
    segments !== null &&
      segments > 1 &&
      plural(segments, { one: "this one takes #", other: "this one takes #" }),
    cost !== null && currency !== null && t`about ${money(cost, currency)}`,
  ].filter(Boolean);
  return words.length > 0 ? <p className="text-quiet">{words.join(" · ")}</p> : null;
}

/** Everybody who gets none, with the reason; folded up. */
function LeftOut({ preview, channel }: { preview: Preview; channel: Channel }) {
  const { left_out: leftOut, without } = preview;
  const total = Object.values(leftOut).reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const more = total - without.length;
  return (
    <details className="mt-2">
      <summary className="cursor-pointer text-quiet underline-offset-2 hover:underline">
        {plural(total, { one: "# person won't get it", other: "# people won't get it" })}
      </summary>
      <ul className="mt-2 flex max-h-40 flex-col gap-1 overflow-y-auto rounded-control bg-surface p-3">
        {without.map((one) => (
          <li key={one.attendee_id} className="flex flex-wrap justify-between gap-x-3">
            <bdi className="min-w-0 break-words">{one.name}</bdi>
            <span className="text-quiet">{reasonLabel(one.reason, channel)}</span>
          </li>
        ))}
        {more > 0 && (
          <li className="text-quiet">{plural(more, { one: "and # more", other: "and # more" })}</li>
        )}
      </ul>
    </details>
  );
}
