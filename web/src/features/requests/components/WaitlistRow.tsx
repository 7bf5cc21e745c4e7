import { plural, t } from "@lingui/core/macro";
import type { WaitlistEntry } from "@/api";
import { ago, dayAndTime } from "@/lib/dates";
import { Avatar, Button, Chip, Menu } from "@/ui";

interface Props {
  entry: WaitlistEntry;
  zone: string;
  canDecide: boolean;
  onOffer: () => void;
  onRemove: () => void;
}

/** Somebody on the waiting list: their place in the line, or until when places are offered to them. */
export function WaitlistRow({ entry, zone, canDecide, onOffer, onRemove }: Props) {
  const until = entry.expires_at ? dayAndTime(entry.expires_at, zone) : "";
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-4">
      <span data-figures className="w-8 text-end text-sm text-quiet">
        {entry.position ?? "–"}
      </span>
      <Avatar name={entry.name} />
      <div className="min-w-0 flex-1 basis-48">
        <p className="text-sm font-medium break-words">
          <bdi>{entry.name}</bdi>
        </p>
        <p className="text-sm text-quiet">
          {plural(entry.places, { one: "# place", other: "# places" })} ·{" "}
          <time dateTime={entry.created_at} title={dayAndTime(entry.created_at, zone)}>
            {ago(entry.created_at)}
          </time>
        </p>
        {entry.message && (
          <p dir="auto" className="mt-1 text-sm break-words">
            {entry.message}
          </p>
        )}
        {entry.offer_reason && (
          <p dir="auto" className="mt-1 text-sm break-words text-quiet">
            {t`Out of turn:`} {entry.offer_reason}
          </p>
        )}
      </div>
      {entry.status === "offered" ? (
        <Chip tone="info">{t`Offered until ${until}`}</Chip>
      ) : (
        canDecide && <Button onPress={onOffer}>{t`Offer`}</Button>
      )}
      {canDecide && (
        <Menu
          label={t`More`}
          actions={[
            { id: "remove", label: t`Take off the list`, isDanger: true, onAction: onRemove },
          ]}
        />
      )}
    </li>
  );
}
