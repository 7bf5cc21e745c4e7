import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type BookGuest } from "@/api";
import { typeable } from "@/lib/typeable";
import { Button, Confirm, toast } from "@/ui";
import { useErasePerson } from "../queries";

/** Erases a person for good once their name was typed. */
export function ErasePerson({ guest, onErased }: { guest: BookGuest; onErased: () => void }) {
  const erase = useErasePerson();
  const [isAsking, setAsking] = useState(false);
  const { id, name } = guest;
  return (
    <>
      <Button tone="quiet" onPress={() => setAsking(true)}>{t`Erase personal data`}</Button>
      <Confirm
        title={t`Erase everything about ${name}?`}
        action={t`Erase`}
        isDanger
        typed={typeable(name)}
        isOpen={isAsking}
        isPending={erase.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          erase.mutate(
            { id, name },
            {
              onSuccess: ({ removed }) => {
                toast.show(
                  removed
                    ? plural(removed, {
                        one: "Erased, and taken off the list of # event",
                        other: "Erased, and taken off the lists of # events",
                      })
                    : t`Erased`,
                );
                onErased();
              },
              onError: (error) => toast.error(messageOf(error)),
            },
          )
        }
      >
        <p>{t`Name, contact details, notes, answers, messages and attached files are overwritten. This can't be undone.`}</p>
        <p>{t`They're removed from upcoming events and their seats are released. Past events keep an anonymous entry so the numbers stay right.`}</p>
        <p>{t`Imports skip their e-mail and phone from then on. Lists that were uploaded and papers that were printed here are deleted; files that you have downloaded aren't changed.`}</p>
      </Confirm>
    </>
  );
}
