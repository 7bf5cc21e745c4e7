import { t } from "@lingui/core/macro";
import { X } from "lucide-react";
import { useState } from "react";
import { messageOf, type Wish } from "@/api";
import { useDebounced } from "@/lib/useDebounced";
import { Button, ComboBox, Segments, toast } from "@/ui";
import { useAddWish, useParties, useRemoveWish, useWishes } from "../queries";

/** Who should and who shouldn't sit together. The preferences are saved with the event. */
export function Wishes({ eventId }: { eventId: string }) {
  const wishes = useWishes(eventId).data?.items ?? [];
  const add = useAddWish(eventId);
  const remove = useRemoveWish(eventId);
  const [kind, setKind] = useState<Wish["kind"]>("together");
  const [one, setOne] = useState<string | null>(null);
  const [other, setOther] = useState<string | null>(null);
  const fail = (error: Error) => void toast.error(messageOf(error));
  const save = () => {
    if (!one || !other) return;
    add.mutate(
      { kind, invitation_id: one, other_invitation_id: other },
      {
        onSuccess: () => {
          setOne(null);
          setOther(null);
        },
        onError: fail,
      },
    );
  };
  return (
    <section className="flex flex-col gap-3">
      <h3 className="text-sm font-medium">{t`Preferences`}</h3>
      {wishes.length > 0 && (
        <ul className="max-h-40 divide-y divide-line overflow-y-auto rounded-control border border-line">
          {wishes.map((wish) => (
            <li key={wish.id} className="flex items-center justify-between gap-2 ps-3 text-sm">
              <span className="min-w-0 truncate">
                <bdi>{wish.label}</bdi>{" "}
                <span className="text-quiet">
                  {wish.kind === "together" ? t`near` : t`apart from`}
                </span>{" "}
                <bdi>{wish.other_label}</bdi>
              </span>
              <Button
                size="small"
                tone="quiet"
                aria-label={t`Remove preference`}
                icon={<X size={16} />}
                onPress={() => remove.mutate(wish.id, { onError: fail })}
              />
            </li>
          ))}
        </ul>
      )}
      <div className="grid items-end gap-3 sm:grid-cols-2">
        <Party
          key={`one-${one ?? wishes.length}`}
          eventId={eventId}
          label={t`This party`}
          value={one}
          onChange={setOne}
        />
        <Party
          key={`other-${other ?? wishes.length}`}
          eventId={eventId}
          label={t`and this one`}
          value={other}
          onChange={setOther}
        />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Segments
          label={t`Rule`}
          value={kind}
          onChange={(next) => setKind(next as Wish["kind"])}
          options={[
            { id: "together", label: t`Near each other` },
            { id: "apart", label: t`Not at one table` },
          ]}
        />
        <Button
          isDisabled={!one || !other || one === other}
          isPending={add.isPending}
          onPress={save}
        >{t`Add preference`}</Button>
      </div>
    </section>
  );
}

function Party({
  eventId,
  label,
  value,
  onChange,
}: {
  eventId: string;
  label: string;
  value: string | null;
  onChange: (id: string | null) => void;
}) {
  const [text, setText] = useState("");
  const found = useParties(eventId, useDebounced(text.trim())).data ?? [];
  return (
    <ComboBox
      label={label}
      placeholder={t`Name`}
      value={value}
      onSearch={setText}
      onChange={onChange}
      options={found.map((row) => ({ id: row.id, label: row.label }))}
    />
  );
}
