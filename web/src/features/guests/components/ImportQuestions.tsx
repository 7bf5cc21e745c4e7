import { plural, t } from "@lingui/core/macro";
import type { ImportReport } from "@/api";
import { Button, Notice } from "@/ui";
import { isMendable, type ImportChoices } from "../imports";
import { ChangedGuests } from "./ChangedGuests";
import { MendCells } from "./MendCells";
import { SharedAddresses } from "./SharedAddresses";

interface Props {
  preview: ImportReport;
  choices: ImportChoices;
  isPending: boolean;
  /** Reads the file again with these choices. */
  onChange: (changed: Partial<ImportChoices>) => void;
}

/** What a preview asks before anything is imported: guesses, cells to correct, changes to take. */
export function ImportQuestions({ preview, choices, isPending, onChange }: Props) {
  const { guesses = 0, shared_addresses: shared = [], outcomes = [] } = preview;
  return (
    <>
      {guesses > 0 && (
        <Notice
          tone={choices.takesGuesses ? "positive" : "warning"}
          action={
            <Button
              size="small"
              isPending={isPending}
              onPress={() => onChange({ takesGuesses: !choices.takesGuesses })}
            >
              {choices.takesGuesses ? t`Don't use the guesses` : t`Use the guesses`}
            </Button>
          }
        >
          {plural(guesses, {
            one: "A spreadsheet has damaged # phone number. Below is what it probably was.",
            other: "A spreadsheet has damaged # phone numbers. Below is what they probably were.",
          })}
        </Notice>
      )}
      {shared.length > 0 && (
        <SharedAddresses
          rows={shared}
          samePerson={choices.samePerson}
          onSamePerson={(samePerson) => onChange({ samePerson })}
        />
      )}
      <MendCells
        problems={[...preview.errors, ...(preview.warnings ?? []).filter(isMendable)]}
        fixes={choices.fixes}
        isPending={isPending}
        onFix={(fixes) => onChange({ fixes })}
      />
      <ChangedGuests
        outcomes={outcomes}
        kept={choices.kept}
        isPending={isPending}
        onKeep={(kept) => onChange({ kept })}
      />
    </>
  );
}
