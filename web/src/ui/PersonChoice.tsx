import { t } from "@lingui/core/macro";
import { Label, Radio, RadioGroup } from "react-aria-components";
import { cx } from "./cx";

/** What tells somebody apart: a word and its value, a dash if there is none. */
export type PersonLine = [string, string | null | undefined];

/** Which one of several people, who may be the same, stays when they are merged. */
export function PersonChoices<Person extends { id: string; name: string }>({
  people,
  linesOf,
  value,
  onChange,
  isDisabled,
}: {
  people: Person[];
  linesOf: (person: Person) => PersonLine[];
  value: string;
  onChange: (id: string) => void;
  isDisabled: boolean;
}) {
  return (
    <RadioGroup
      value={value}
      onChange={onChange}
      isDisabled={isDisabled}
      className="flex flex-col gap-2"
    >
      <Label className="text-sm font-medium">{t`Which one do you want to keep?`}</Label>
      <div className="grid gap-2 sm:grid-cols-2">
        {people.map((one) => (
          <PersonChoice key={one.id} value={one.id} name={one.name} lines={linesOf(one)} />
        ))}
      </div>
    </RadioGroup>
  );
}

/** One of several people to choose from, in a radio group, with what tells them apart. */
function PersonChoice({
  value,
  name,
  lines,
}: {
  value: string;
  name: string;
  lines: PersonLine[];
}) {
  return (
    <Radio
      value={value}
      className={({ isSelected, isFocusVisible }) =>
        cx(
          "flex min-w-0 cursor-pointer flex-col gap-2 rounded-control border p-3 text-sm transition",
          isSelected ? "border-accent bg-accent-soft" : "border-line hover:border-line-strong",
          isFocusVisible && "outline-2 outline-offset-2 outline-accent",
        )
      }
    >
      {({ isSelected }) => (
        <>
          <span className="flex items-center gap-2 font-medium">
            <span
              aria-hidden
              className={cx(
                "grid size-4 shrink-0 place-items-center rounded-full border",
                isSelected ? "border-accent" : "border-line-strong",
              )}
            >
              {isSelected && <span className="size-2 rounded-full bg-accent" />}
            </span>
            <bdi className="min-w-0 break-words">{name}</bdi>
          </span>
          <span className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-xs sm:grid-cols-1 sm:gap-y-0">
            {lines.map(([word, text]) => [
              <span key={word} className="text-quiet">
                {word}
              </span>,
              <bdi key={`${word}-value`} className="break-words sm:mb-1.5">
                {text || "—"}
              </bdi>,
            ])}
          </span>
        </>
      )}
    </Radio>
  );
}
