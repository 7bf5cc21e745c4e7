import { t } from "@lingui/core/macro";
import { Unlink } from "lucide-react";
import type { RosterPerson } from "../offline/roster";
import { GateButton } from "./GateButton";
import { TypedText } from "./TypedText";

interface Props {
  person: RosterPerson;
  isBusy: boolean;
  onTag: (text: string) => void;
  onUnbind: () => void;
  onBack: () => void;
}

/** The person a tag will be bound to, with their current tag. */
export function TagOwner({ person, isBusy, onTag, onUnbind, onBack }: Props) {
  return (
    <section className="flex flex-col gap-5 rounded-card border border-gate-line p-5">
      <div>
        <p
          className="font-display text-[max(var(--text-28),4vw)] leading-tight font-medium"
          dir="auto"
        >
          {person.name}
        </p>
        <p className="mt-1 flex flex-wrap gap-x-3 text-base text-gate-quiet">
          {person.party && person.party !== person.name && <bdi>{person.party}</bdi>}
          <span>
            {person.tag ? (
              <>
                {t`Has the tag`} <bdi dir="ltr">{person.tag}</bdi>
              </>
            ) : (
              t`Has no tag yet`
            )}
          </span>
        </p>
      </div>
      <TypedText
        label={t`Hold the tag to the reader, or type its number`}
        action={t`Bind`}
        isBusy={isBusy}
        onText={onTag}
        autoFocus
      />
      <div className="flex flex-wrap gap-3">
        <GateButton onPress={onBack}>{t`Someone else`}</GateButton>
        {person.tag && (
          <GateButton icon={<Unlink size={18} />} onPress={onUnbind}>{t`Remove tag`}</GateButton>
        )}
      </div>
    </section>
  );
}
