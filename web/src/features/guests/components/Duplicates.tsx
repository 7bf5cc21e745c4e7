import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type Alike, type AlikeReason } from "@/api";
import { Button, Checkbox, Chip, cx, EmptyState, LoadError, Notice, Panel, Skeleton } from "@/ui";
import { useAlike, type Pair } from "../duplicates";
import { useMerging } from "../merging";
import { ComparePeople } from "./ComparePeople";
import { MergeChosen, MergedNotice } from "./MergeChosen";

interface Props {
  eventId: string;
  isOpen: boolean;
  onClose: () => void;
}

/** Possible duplicates, most likely first. The user decides pair by pair. */
export function Duplicates({ eventId, isOpen, onClose }: Props) {
  const alike = useAlike(eventId, isOpen);
  const groups = alike.data?.pages.flatMap((page) => page.items) ?? [];
  /** Whom to keep of a group, where it isn't the first. */
  const [keeps, setKeeps] = useState<Record<string, string>>({});
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const merging = useMerging(eventId, () => setChosen(new Set()));
  const pairs = groups
    .filter((group) => chosen.has(keyOf(group)))
    .flatMap((group) => pairOf(group, keeps[keyOf(group)]));
  const choose = (key: string, isChosen: boolean) =>
    setChosen((now) => {
      const next = new Set(now);
      if (isChosen) next.add(key);
      else next.delete(key);
      return next;
    });
  return (
    <Panel
      title={t`Possible duplicates`}
      subtitle={t`These are suggestions only: families share phones, and some people have the same name.`}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        (pairs.length > 0 || merging.isRunning) && <MergeChosen pairs={pairs} merging={merging} />
      }
    >
      {(merging.done || merging.error) && (
        <div className="pb-5">
          {merging.error && <Notice tone="danger">{merging.error}</Notice>}
          {merging.done && <MergedNotice merging={merging} done={merging.done} />}
        </div>
      )}
      {alike.isPending && <Skeleton lines={6} />}
      {alike.isError && (
        <LoadError message={messageOf(alike.error)} onRetry={() => void alike.refetch()} />
      )}
      {alike.isSuccess && groups.length === 0 && (
        <EmptyState
          drawing="people"
          title={t`No duplicates`}
        >{t`No two people share an e-mail, a phone or a name.`}</EmptyState>
      )}
      <ul className="flex flex-col gap-5">
        {groups.map((group) => (
          <li key={keyOf(group)}>
            <Group
              eventId={eventId}
              group={group}
              keep={keeps[keyOf(group)] ?? group.guests[0]?.id ?? ""}
              onKeep={(id) => setKeeps({ ...keeps, [keyOf(group)]: id })}
              isChosen={chosen.has(keyOf(group))}
              onChoose={(isChosen) => choose(keyOf(group), isChosen)}
              isBusy={merging.isRunning}
            />
          </li>
        ))}
      </ul>
      {alike.hasNextPage && (
        <div className="pt-5 text-center">
          <Button
            isPending={alike.isFetchingNextPage}
            onPress={() => void alike.fetchNextPage()}
          >{t`Show more`}</Button>
        </div>
      )}
    </Panel>
  );
}

const keyOf = (group: Alike) => group.guests.map((one) => one.id).join();

/** Who stays of a group of two and who goes; nothing for larger groups, which are decided one by one. */
function pairOf(group: Alike, keep: string | undefined): Pair[] {
  const [first, second] = group.guests;
  if (group.people !== 2 || !first || !second) return [];
  return keep === second.id
    ? [{ keep: second.guest_id, remove: first.guest_id }]
    : [{ keep: first.guest_id, remove: second.guest_id }];
}

interface GroupProps {
  eventId: string;
  group: Alike;
  keep: string;
  onKeep: (id: string) => void;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
  isBusy: boolean;
}

function Group({ eventId, group, keep, onKeep, isChosen, onChoose, isBusy }: GroupProps) {
  const names = group.guests.map((one) => one.name).join(", ");
  return (
    <section
      className={cx(
        "flex flex-col gap-3 rounded-card border p-4",
        isChosen ? "border-accent" : "border-line",
      )}
    >
      <div className="flex flex-wrap items-start justify-between gap-2">
        <p className="flex flex-wrap gap-1.5">
          {group.reasons.map((reason) => (
            <Chip key={reason} tone="info">
              {reasonLabel(reason)}
            </Chip>
          ))}
        </p>
        {group.people === 2 && (
          <Checkbox
            isSelected={isChosen}
            onChange={onChoose}
            isDisabled={isBusy}
            aria-label={t`Choose ${names}`}
          >{t`Choose`}</Checkbox>
        )}
      </div>
      <ComparePeople eventId={eventId} guests={group.guests} keep={keep} onKeep={onKeep} />
      {group.people > group.guests.length && (
        <p className="text-xs text-quiet">{t`and ${group.people - group.guests.length} more`}</p>
      )}
    </section>
  );
}

function reasonLabel(reason: AlikeReason): string {
  switch (reason) {
    case "email":
      return t`Same e-mail`;
    case "phone":
      return t`Same phone`;
    case "name":
      return t`Same name`;
    case "similar_name":
      return t`Similar name`;
  }
}
