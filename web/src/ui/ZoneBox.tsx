import { useMemo } from "react";
import { knownZones } from "@/lib/dates";
import { ComboBox } from "./ComboBox";

interface Props {
  label: string;
  value: string;
  onChange: (zone: string | null) => void;
  hint?: string;
  error?: string | undefined;
}

/** Chooses a time zone by city, offset or name; the reader's own comes first. */
export function ZoneBox({ value, ...rest }: Props) {
  const zones = useMemo(() => knownZones(value), [value]);
  return <ComboBox {...rest} value={value} options={zones} />;
}
