import { t } from "@lingui/core/macro";
import type { EventRow } from "@/api";
import { useOrganizations } from "@/features/organizations";
import { LinkButton, Notice } from "@/ui";
import { useWaysToPay } from "../queries";

/** Says that nothing is really paid as long as no provider, transfer or cash is set up. */
export function TestModeNotice({ event, isShown = true }: { event: EventRow; isShown?: boolean }) {
  const isTest = useWaysToPay(event.id).data?.is_test ?? false;
  const own = useOrganizations().data?.find((one) => one.id === event.organization_id);
  if (!isTest || !isShown) return null;
  return (
    <Notice
      tone="warning"
      action={
        own?.can.manage_organization && (
          <LinkButton
            size="small"
            href={`/organization/payments?id=${event.organization_id}`}
          >{t`Set up payments`}</LinkButton>
        )
      }
    >
      <strong className="font-medium">{t`No money moves yet.`}</strong>{" "}
      {t`Buyers make test payments and get real tickets. Set up a payment provider, bank transfer or cash before you sell.`}
    </Notice>
  );
}
