import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type Alike, type AlikeReason } from "@/api";
import { Button, Chip, EmptyState, LoadError, Panel, Skeleton } from "@/ui";
import { useAlike } from "../duplicates";
import { ComparePeople } from "./ComparePeople";

interface Props {
  eventId: string;
  isOpen: boolean;
  onClose: () => void;
}

/** Possible duplicates, most likely first. The user decides pair by pair. */
export function Duplicates({ eventId, isOpen, onClose }: Props) {
  const alike = useAlike(eventId, isOpen);
  const groups = alike.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel
      title={t`Possible duplicates`}
      subtitle={t`These are suggestions only: families share phones, and some people have the same name.`}
      isOpen={isOpen}
      onClose={onClose}
    >
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
          <li key={group.guests.map((one) => one.id).join()}>
            <Group eventId={eventId} group={group} />
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

function Group({ eventId, group }: { eventId: string; group: Alike }) {
  const [keep, setKeep] = useState(group.guests[0]?.id ?? "");
  return (
    <section className="flex flex-col gap-3 rounded-card border border-line p-4">
      <p className="flex flex-wrap gap-1.5">
        {group.reasons.map((reason) => (
          <Chip key={reason} tone="info">
            {reasonLabel(reason)}
          </Chip>
        ))}
      </p>
      <ComparePeople eventId={eventId} guests={group.guests} keep={keep} onKeep={setKeep} />
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
