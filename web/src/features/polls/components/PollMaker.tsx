import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf } from "@/api";
import { nextSaturday, zoneCity } from "@/lib/dates";
import { Button, Notice } from "@/ui";
import { fewestOptions, mostOptions, nextDay, optionsOf } from "../model";
import { useAddOptions } from "../queries";
import { OptionList, type Draft } from "./OptionList";

interface Props {
  eventId: string;
  zone: string;
  /** How many dates the poll has; none if it is to be made. */
  known: number;
  onDone: () => void;
}

/** Makes a poll of dates, or adds dates to one. */
export function PollMaker({ eventId, zone, known, onDone }: Props) {
  const isNew = known === 0;
  const [draft, setDraft] = useState<Draft>(() => {
    const first = nextSaturday();
    return { starts: isNew ? [first, nextDay(first)] : [first], hours: "4" };
  });
  const add = useAddOptions(eventId, isNew);
  const options = optionsOf(
    draft.starts.filter((one) => one !== null),
    Number(draft.hours),
    zone,
  );
  const city = zoneCity(zone);
  return (
    <div className="flex flex-col gap-5">
      {add.error && <Notice tone="danger">{messageOf(add.error)}</Notice>}
      <OptionList draft={draft} onChange={setDraft} most={mostOptions - known} />
      <p className="text-sm text-quiet">{t`Guests see the local time of ${city}, wherever they are.`}</p>
      <div>
        <Button
          tone="filled"
          isPending={add.isPending}
          isDisabled={options.length < (isNew ? fewestOptions : 1)}
          onPress={() => add.mutate(options, { onSuccess: onDone })}
        >
          {isNew ? t`Ask for a date` : t`Add dates`}
        </Button>
      </div>
    </div>
  );
}
