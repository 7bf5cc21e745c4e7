import { t } from "@lingui/core/macro";
import { useSearch } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useState } from "react";
import { listState, messageOf, type Webhook } from "@/api";
import { useChosenOrganization, useOrganizations } from "@/features/organizations";
import {
  Button,
  EmptyState,
  LinkButton,
  ListPage,
  LoadError,
  Notice,
  Page,
  PageHead,
  Skeleton,
} from "@/ui";
import { DeliveriesPanel } from "../components/DeliveriesPanel";
import { SecretNotice } from "../components/SecretNotice";
import { WebhookForm } from "../components/WebhookForm";
import { WebhookRow } from "../components/WebhookRow";
import { useWebhooks } from "../queries";

/** The webhooks of one of the user's organizations, which they manage. */
export function WebhooksPage() {
  const { id }: { id?: string | undefined } = useSearch({ strict: false });
  const organizations = useOrganizations();
  const kept = useChosenOrganization();
  const all = organizations.data ?? [];
  const chosen = all.find((one) => one.id === id) ?? kept ?? all[0];
  if (chosen?.can.manage_organization)
    return <Webhooks key={chosen.id} organization={chosen.id} name={chosen.name} />;
  return (
    <Page width="narrow">
      <PageHead title={t`Webhooks`} />
      {organizations.isPending && <Skeleton lines={6} />}
      {organizations.isError && (
        <LoadError
          message={messageOf(organizations.error)}
          onRetry={() => void organizations.refetch()}
        />
      )}
      {chosen && (
        <Notice>{t`Only owners and admins of the organization manage its webhooks.`}</Notice>
      )}
    </Page>
  );
}

function Webhooks({ organization, name }: { organization: string; name: string }) {
  const webhooks = useWebhooks(organization);
  const [draft, setDraft] = useState<Webhook | "new" | null>(null);
  const [made, setMade] = useState<{ secret: string; isRotated: boolean } | null>(null);
  const [log, setLog] = useState<string | null>(null);
  const list = webhooks.data ?? [];
  const open = list.find((one) => one.id === log);
  const add = (isLarge: boolean) => (
    <Button
      tone="filled"
      size={isLarge ? "large" : "medium"}
      icon={<Plus aria-hidden size={16} />}
      onPress={() => setDraft("new")}
    >{t`Add webhook`}</Button>
  );
  return (
    <ListPage
      narrow
      title={t`Webhooks`}
      intro={t`Your own programs are told what happens in the events of ${name}, within seconds. Names and other personal details aren't sent.`}
      actions={
        <>
          <LinkButton href={`/organization?id=${organization}`}>{t`Organization`}</LinkButton>
          {list.length > 0 && add(false)}
        </>
      }
      list={listState(webhooks)}
      count={list.length}
      lines={4}
      filters={made && <SecretNotice {...made} onClose={() => setMade(null)} />}
      empty={
        <EmptyState
          drawing="list"
          title={t`No webhooks yet`}
          action={add(true)}
        >{t`Add the address of a program, such as your CRM, and choose what it is told.`}</EmptyState>
      }
      beside={
        <>
          {draft && (
            <WebhookForm
              organization={organization}
              webhook={draft === "new" ? null : draft}
              onClose={() => setDraft(null)}
              onMade={(secret) => setMade({ secret, isRotated: false })}
            />
          )}
          {open && <DeliveriesPanel webhook={open} onClose={() => setLog(null)} />}
        </>
      }
    >
      <ul className="divide-y divide-line">
        {list.map((one) => (
          <WebhookRow
            key={one.id}
            webhook={one}
            onEdit={() => setDraft(one)}
            onLog={() => setLog(one.id)}
            onSecret={(secret) => setMade({ secret, isRotated: true })}
          />
        ))}
      </ul>
    </ListPage>
  );
}
