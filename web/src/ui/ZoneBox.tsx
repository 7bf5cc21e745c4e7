import { useDeferredValue, useMemo } from "react";
import { knownZones } from "@/lib/dates";
import { ComboBox } from "./ComboBox";

interface Props {
  label: string;
  value: string;
  onChange: (zone: string | null) => void;
  /** The moment whose offsets are shown, such as an event's start; today's if it isn't known. */
  at?: string | null;
  hint?: string;
  error?: string | undefined;
}

/** Chooses a time zone by city, offset or name; the reader's own comes first. */
export function ZoneBox({ value, at, ...rest }: Props) {
  // deferred, since hundreds of zones are named again for each digit of a date
  const moment = useDeferredValue(at);
  const zones = useMemo(
    () => knownZones(value, moment ? new Date(moment) : undefined),
    [value, moment],
  );
  return <ComboBox {...rest} value={value} options={zones} />;
}
