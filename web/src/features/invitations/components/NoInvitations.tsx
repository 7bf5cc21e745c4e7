import { t } from "@lingui/core/macro";
import { Button, EmptyState, LinkButton } from "@/ui";

/** Empty state with the two ways to start. */
export function NoInvitations({ eventId, onAdd }: { eventId: string; onAdd: () => void }) {
  return (
    <EmptyState
      drawing="envelope"
      title={t`Every party gets one link to reply for everyone`}
      action={
        <>
          <Button tone="filled" size="large" onPress={onAdd}>{t`Invite a party`}</Button>
          <LinkButton
            size="large"
            href={`/events/${eventId}/guests/import`}
          >{t`Import file`}</LinkButton>
        </>
      }
    />
  );
}
