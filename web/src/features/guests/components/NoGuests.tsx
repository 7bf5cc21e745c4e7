import { t } from "@lingui/core/macro";
import { Button, EmptyState, LinkButton } from "@/ui";

/** Empty state with the two ways to start. */
export function NoGuests({ eventId, onAdd }: { eventId: string; onAdd: () => void }) {
  return (
    <EmptyState
      drawing="people"
      title={t`No guests yet`}
      action={
        <>
          <LinkButton
            tone="filled"
            size="large"
            href={`/events/${eventId}/guests/import`}
          >{t`Import guests from a file`}</LinkButton>
          <Button size="large" onPress={onAdd}>{t`Add one by hand`}</Button>
        </>
      }
    >
      {t`A spreadsheet with names is enough; families and tables are recognized by a column you choose.`}
    </EmptyState>
  );
}
