import { t } from "@lingui/core/macro";
import { Tag, X } from "lucide-react";
import { useState } from "react";
import { Heading } from "react-aria-components";
import { messageOf } from "@/api";
import { sound } from "@/lib/signal";
import type { DoorEngine } from "../offline/engine";
import type { DoorState } from "../offline/state";
import { judge } from "../offline/judge";
import { normalizeTag, type RosterPerson } from "../offline/roster";
import { interpretScan } from "../model";
import { GateButton } from "./GateButton";
import { NameSearch } from "./NameSearch";
import { NfcButton } from "./NfcButton";
import { TagOwner } from "./TagOwner";
import { TypedText } from "./TypedText";
import { useBindTag } from "./useTagDesk";
import { useNfc } from "./useNfc";
import { useWedge } from "./useWedge";

/** Hands out wristbands: scan a ticket or find a name, scan the tag, then continue with the next person. */
export function TagDesk({
  engine,
  state,
  onClose,
}: {
  engine: DoorEngine;
  state: DoorState;
  onClose: () => void;
}) {
  const { lookup } = state;
  const [id, setId] = useState<string | null>(null);
  const [message, setMessage] = useState<{ words: string; isFine: boolean } | null>(null);
  const bind = useBindTag(engine);
  const person = id ? (lookup?.people.get(id) ?? null) : null;
  const showMessage = (words: string, isFine: boolean) => {
    setMessage({ words, isFine });
    sound(isFine ? "go" : "stop");
  };

  const find = async (text: string) => {
    if (!lookup) return;
    const { answer } = await judge(lookup, {
      nonce: "tag",
      direction: "in",
      ...interpretScan(text, "manual", lookup),
    });
    const found =
      answer.guests?.length === 1 || answer.result !== "choose" ? answer.attendee : null;
    if (found) {
      setId(found.id);
      setMessage(null);
    } else
      showMessage(
        answer.result === "choose"
          ? t`A party's code: look for the name instead.`
          : t`No guest on the list has this ticket or code.`,
        false,
      );
  };
  const give = (tag: string | null, to: RosterPerson) => {
    const owner = tag ? lookup?.byTag(tag) : undefined;
    if (tag && normalizeTag(tag).length < 4)
      return showMessage(t`That isn't a tag. A tag has at least four letters or digits.`, false);
    if (owner && owner.id !== to.id)
      return showMessage(
        t`This tag belongs to ${owner.name}. Use another tag, or remove it from their ticket first.`,
        false,
      );
    bind.mutate(
      { attendeeId: to.id, tag },
      {
        onSuccess: () => {
          showMessage(
            tag
              ? t`${to.name} has the tag ${normalizeTag(tag)}.`
              : t`The tag of ${to.name} was removed.`,
            true,
          );
          setId(null);
        },
        onError: (error) => showMessage(messageOf(error), false),
      },
    );
  };
  const handleScan = (text: string) => {
    const tag = text.trim();
    if (!tag || bind.isPending) return;
    if (person) give(tag, person);
    else void find(tag);
  };
  useWedge(handleScan);
  const nfc = useNfc(handleScan);

  return (
    <div
      role="dialog"
      aria-modal="true"
      aria-labelledby="tags"
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
      className="fixed inset-0 z-40 overflow-y-auto bg-gate-page text-gate-text"
    >
      <div className="mx-auto flex max-w-2xl flex-col gap-6 p-4 sm:p-8">
        <header className="flex items-center justify-between gap-4">
          <Heading
            id="tags"
            level={2}
            className="flex min-w-0 items-center gap-3 font-display text-2xl font-medium"
          >
            <Tag aria-hidden size={28} className="shrink-0" />
            {t`Bind tags`}
          </Heading>
          <GateButton icon={<X size={20} />} onPress={onClose}>{t`Done`}</GateButton>
        </header>
        {message && (
          <p
            role={message.isFine ? "status" : "alert"}
            dir="auto"
            className={
              message.isFine
                ? "rounded-control bg-gate-go px-4 py-3 text-lg"
                : "rounded-control bg-gate-stop px-4 py-3 text-lg"
            }
          >
            {message.words}
          </p>
        )}
        {person ? (
          <TagOwner
            key={person.id}
            person={person}
            isBusy={bind.isPending}
            onTag={handleScan}
            onUnbind={() => give(null, person)}
            onBack={() => {
              setId(null);
              setMessage(null);
            }}
          />
        ) : (
          <>
            <TypedText
              label={t`Scan the ticket, or type the code`}
              action={t`Find`}
              onText={handleScan}
            />
            <NameSearch
              lookup={lookup}
              onPick={(found) => {
                setId(found.id);
                setMessage(null);
              }}
            />
          </>
        )}
        <NfcButton state={nfc.state} onStart={nfc.start} />
        {!state.isOnline && (
          <p
            role="status"
            className="text-base text-gate-quiet"
          >{t`Binding needs a connection: two devices could give one tag to two people.`}</p>
        )}
      </div>
    </div>
  );
}
