import { formatLocale } from "./i18n";

/** Regions that Intl names but that have no telephone numbers of their own. */
const without = new Set(
  "AQ BV CP CQ DG EA EU EZ GS HM IC PN QO SU TF UM UN XA XB ZZ CS DD FX YD YU TP NT BU ZR AN VD DY HV NH RH".split(
    " ",
  ),
);
const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** Countries by their two letters, named in the language of the page and sorted by name. */
export function countryOptions(): { id: string; label: string }[] {
  const names = new Intl.DisplayNames([formatLocale()], { type: "region", fallback: "none" });
  const found = letters.flatMap((first) =>
    letters.flatMap((second) => {
      const id = first + second;
      const label = without.has(id) ? undefined : names.of(id);
      return label ? [{ id, label }] : [];
    }),
  );
  return found.sort((a, b) => a.label.localeCompare(b.label, formatLocale()));
}
