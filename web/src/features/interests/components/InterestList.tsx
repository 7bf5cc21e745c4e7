import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import type { Interest } from "@/api";
import { isLocale } from "@/lib/i18n";
import { Chip } from "@/ui";
import { nameOf } from "../model";

/** What somebody is interested in; nothing if they show none. */
export function InterestList({ interests }: { interests: Interest[] }) {
  if (interests.length === 0) return null;
  const locale = isLocale(i18n.locale) ? i18n.locale : "en";
  return (
    <ul aria-label={t`Interests`} className="flex flex-wrap gap-1.5">
      {interests.map((one) => (
        <li key={one.id}>
          <Chip tone="neutral">{nameOf(one, locale)}</Chip>
        </li>
      ))}
    </ul>
  );
}
