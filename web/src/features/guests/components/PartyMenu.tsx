import { plural, t } from "@lingui/core/macro";
import { Unlink, UserRound, UsersRound } from "lucide-react";
import { Button, Menu } from "@/ui";
import type { BulkValues } from "../queries";

/** Gives the selected guests new parties: each their own, or one for all of them. */
export function PartyMenu({
  number,
  isDisabled,
  onChange,
}: {
  number: number;
  isDisabled: boolean;
  onChange: (set: BulkValues, done: string) => void;
}) {
  const own = () =>
    onChange(
      { party: "own" },
      plural(number, {
        one: "# guest has a party of their own now",
        other: "# guests have parties of their own now",
      }),
    );
  const together = () =>
    onChange(
      { party: "together" },
      plural(number, {
        one: "# guest is in a new party now",
        other: "# guests are together in a new party now",
      }),
    );
  const isOne = number === 1;
  return (
    <Menu
      label={t`Change parties`}
      trigger={<Button size="small" isDisabled={isDisabled}>{t`Party`}</Button>}
      actions={[
        {
          id: "own",
          label: isOne ? t`Move to their own party` : t`Give each their own party`,
          icon: isOne ? <UserRound size={16} /> : <Unlink size={16} />,
          onAction: own,
        },
        ...(isOne
          ? []
          : [
              {
                id: "together",
                label: t`Group into a new party`,
                icon: <UsersRound size={16} />,
                onAction: together,
              },
            ]),
      ]}
    />
  );
}
