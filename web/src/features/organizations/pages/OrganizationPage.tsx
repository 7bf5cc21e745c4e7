import { t } from "@lingui/core/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useState } from "react";
import { messageOf } from "@/api";
import { Button, LinkButton, LoadError, Page, PageHead, Select, Skeleton } from "@/ui";
import { BooksCard } from "../components/BooksCard";
import { KeysCard } from "../components/KeysCard";
import { MembersCard } from "../components/MembersCard";
import { CreateOrganization, DetailsCard } from "../components/OrganizationForm";
import { SellerCard } from "../components/SellerCard";
import { chooseOrganization, useChosenOrganization } from "../choice";
import { useOrganizations } from "../queries";

/** One of the user's organizations; the first is their own. */
export function OrganizationPage() {
  const navigate = useNavigate();
  const { id }: { id?: string | undefined } = useSearch({ strict: false });
  const organizations = useOrganizations();
  const [isCreating, setCreating] = useState(false);
  const all = organizations.data ?? [];
  const kept = useChosenOrganization();
  const chosen = all.find((one) => one.id === id) ?? kept ?? all[0];
  const open = (next: string) => {
    chooseOrganization(next);
    void navigate({ to: "/organization", search: { id: next } });
  };
  return (
    <Page width="narrow">
      <PageHead
        title={chosen?.name ?? t`Organization`}
        actions={
          <>
            {all.length > 1 && chosen && (
              <Select
                label={t`Organization`}
                hideLabel
                className="w-48 max-w-full"
                options={all.map((one) => ({ id: one.id, label: one.name }))}
                value={chosen.id}
                onChange={open}
              />
            )}
            <Button
              icon={<Plus aria-hidden size={16} />}
              onPress={() => setCreating(true)}
            >{t`Create organization`}</Button>
          </>
        }
      >{t`Its members share its events and its address book.`}</PageHead>
      {organizations.isPending && <Skeleton lines={6} />}
      {organizations.isError && (
        <LoadError
          message={messageOf(organizations.error)}
          onRetry={() => void organizations.refetch()}
        />
      )}
      {chosen && (
        <>
          <p className="flex flex-wrap gap-2">
            <LinkButton href={`/events?organization=${chosen.id}`}>{t`Show its events`}</LinkButton>
            {chosen.can.see_guests && (
              <LinkButton
                href={`/organization/templates?id=${chosen.id}`}
              >{t`Templates`}</LinkButton>
            )}
            {chosen.can.manage_organization && (
              <>
                <LinkButton
                  href={`/organization/payments?id=${chosen.id}`}
                >{t`Payment providers`}</LinkButton>
                <LinkButton
                  href={`/organization/webhooks?id=${chosen.id}`}
                >{t`Webhooks`}</LinkButton>
              </>
            )}
          </p>
          <DetailsCard key={`details-${chosen.id}-${chosen.version}`} organization={chosen} />
          {chosen.can.manage_organization && (
            <>
              <SellerCard key={`seller-${chosen.id}-${chosen.version}`} organization={chosen} />
              <BooksCard key={`books-${chosen.id}`} organizationId={chosen.id} />
            </>
          )}
          <MembersCard key={`members-${chosen.id}`} organization={chosen} />
          <KeysCard key={`keys-${chosen.id}`} organization={chosen} />
        </>
      )}
      {isCreating && <CreateOrganization onClose={() => setCreating(false)} onCreated={open} />}
    </Page>
  );
}
