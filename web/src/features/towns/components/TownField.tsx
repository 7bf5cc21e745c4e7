import { t } from "@lingui/core/macro";
import { useState } from "react";
import { SuggestField } from "@/ui";
import { formatLocale } from "@/lib/i18n";
import { useDebounced } from "@/lib/useDebounced";
import { useTowns, type Town } from "../queries";

interface Props {
  label: string;
  hint?: string;
  name?: string;
  value: string;
  error?: string | undefined;
  isDisabled?: boolean;
  className?: string;
  /** What was typed; `onPick` follows if a town was chosen. */
  onChange: (text: string) => void;
  onPick: (town: Town) => void;
}

/** A town: typed freely, or picked from those that begin so. */
export function TownField({ value, onChange, onPick, ...props }: Props) {
  // what stands there already isn't looked for
  const [typed, setTyped] = useState("");
  const text = useDebounced(typed);
  const towns = useTowns(text).data ?? [];
  const shown = typed.trim().length > 1 ? towns : [];
  const countries = new Intl.DisplayNames([formatLocale()], { type: "region" });
  return (
    <SuggestField
      {...props}
      value={value}
      onChange={(next) => {
        setTyped(next);
        onChange(next);
      }}
      options={shown.map((town) => ({
        id: idOf(town),
        label: town.name,
        hint: [town.region, countries.of(town.country)].filter(Boolean).join(", "),
      }))}
      empty={t`Choose from the list, or keep what you typed.`}
      onPick={(id) => {
        const town = shown.find((one) => idOf(one) === id);
        if (town) onPick(town);
      }}
    />
  );
}

function idOf({ latitude, longitude }: Town): string {
  return `${latitude},${longitude}`;
}
