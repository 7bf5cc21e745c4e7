import { plural, t } from "@lingui/core/macro";
import type { ImportFigures } from "@/api";
import { Checkbox } from "@/ui";

type Shared = NonNullable<ImportFigures["shared_addresses"]>;

/** Rows with the e-mail address of a guest of another name: a new guest, or the same one? */
export function SharedAddresses({
  rows,
  samePerson,
  onSamePerson,
}: {
  rows: Shared;
  samePerson: number[];
  onSamePerson: (rows: number[]) => void;
}) {
  return (
    <section className="mt-4 overflow-hidden rounded-control border border-line">
      <header className="border-b border-line bg-sunken px-4 py-2">
        <h3 className="text-sm font-medium">
          {plural(rows.length, {
            one: "# person has the e-mail address of another guest",
            other: "# people have the e-mail address of another guest",
          })}
        </h3>
        <p className="text-sm text-quiet">{t`Unless you check the box, they are added as new guests without the address, and reached through the guest who has it.`}</p>
      </header>
      <ul className="max-h-96 divide-y divide-line overflow-auto">
        {rows.map((one) => (
          <li key={one.row} className="px-4 py-3">
            <p className="text-sm" dir="auto">
              {t`Row ${one.row}:`} <bdi className="font-medium">{one.name}</bdi> ·{" "}
              <bdi className="break-all text-quiet">{one.email}</bdi>
            </p>
            <Checkbox
              className="mt-1"
              isSelected={one.is_same_person}
              isDisabled={one.is_same_person && !samePerson.includes(one.row)}
              onChange={(isSame) =>
                onSamePerson(
                  isSame ? [...samePerson, one.row] : samePerson.filter((row) => row !== one.row),
                )
              }
            >
              <span dir="auto">{t`Same person as ${one.guest_name}`}</span>
            </Checkbox>
          </li>
        ))}
      </ul>
    </section>
  );
}
