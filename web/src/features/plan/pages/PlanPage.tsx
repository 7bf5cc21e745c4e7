import { t } from "@lingui/core/macro";
import { messageOf } from "@/api";
import { allows, useEvent } from "@/features/events";
import { useEventId } from "@/lib/useEventId";
import { EmptyState, LinkButton, LoadError, Page, Skeleton } from "@/ui";
import { Workbench } from "../components/Workbench";
import { usePlan } from "../queries";

export function PlanPage() {
  const eventId = useEventId();
  const event = useEvent(eventId);
  const plan = usePlan(eventId);
  if (plan.isPending || event.isPending)
    return (
      <Page>
        <Skeleton lines={8} />
      </Page>
    );
  if (plan.isError)
    return (
      <Page>
        <LoadError message={messageOf(plan.error)} onRetry={() => void plan.refetch()} />
      </Page>
    );
  if (!event.data || !allows(event.data, "edit_seats")) {
    return (
      <Page>
        <EmptyState
          drawing="chairs"
          title={t`Your role can't edit the plan`}
          action={<LinkButton href={`/events/${eventId}/seating`}>{t`View seating`}</LinkButton>}
        />
      </Page>
    );
  }
  return <Workbench eventId={eventId} loaded={plan.data} />;
}
