import { plural, t } from "@lingui/core/macro";
import type { ImportFigures } from "@/api";
import { Checkbox } from "@/ui";

type Shared = NonNullable<ImportFigures["shared_addresses"]>;

interface Props {
  rows: Shared;
  samePerson: number[];
  onSamePerson: (rows: number[]) => void;
}

/** Rows that may be guests of another name, by their address or their party: new, or the same? */
export function SharedAddresses({ rows, ...choice }: Props) {
  const byAddress = rows.filter((one) => one.email);
  const byName = rows.filter((one) => !one.email);
  return (
    <>
      {byAddress.length > 0 && (
        <Questions
          rows={byAddress}
          {...choice}
          title={plural(byAddress.length, {
            one: "# person has the e-mail address of another guest",
            other: "# people have the e-mail address of another guest",
          })}
          hint={t`Unless you check the box, they are added as new guests without the address, and reached through the guest who has it.`}
        />
      )}
      {byName.length > 0 && (
        <Questions
          rows={byName}
          {...choice}
          title={plural(byName.length, {
            one: "# person may already be in their party",
            other: "# people may already be in their party",
          })}
          hint={t`Their names are spelled almost the same. Unless you check the box, they are added as new guests.`}
        />
      )}
    </>
  );
}

function Questions({
  rows,
  samePerson,
  onSamePerson,
  title,
  hint,
}: Props & { title: string; hint: string }) {
  return (
    <section className="mt-4 overflow-hidden rounded-control border border-line">
      <header className="border-b border-line bg-sunken px-4 py-2">
        <h3 className="text-sm font-medium">{title}</h3>
        <p className="text-sm text-quiet">{hint}</p>
      </header>
      <ul className="max-h-96 divide-y divide-line overflow-auto">
        {rows.map((one) => (
          <li key={one.row} className="px-4 py-3">
            <p className="text-sm" dir="auto">
              {t`Row ${one.row}:`} <bdi className="font-medium">{one.name}</bdi>
              {one.email && (
                <>
                  {" "}
                  · <bdi className="break-all text-quiet">{one.email}</bdi>
                </>
              )}
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
