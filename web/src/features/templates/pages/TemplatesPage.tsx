import { t } from "@lingui/core/macro";
import { useSearch } from "@tanstack/react-router";
import { Plus, RefreshCw } from "lucide-react";
import { useState } from "react";
import { listState, messageOf, type MessageTemplate, type Organization } from "@/api";
import { useChosenOrganization, useOrganizations } from "@/features/organizations";
import {
  Button,
  EmptyState,
  LinkButton,
  ListPage,
  LoadError,
  Page,
  PageHead,
  Skeleton,
  toast,
} from "@/ui";
import { TemplateForm } from "../components/TemplateForm";
import { TemplateRow } from "../components/TemplateRow";
import { useSyncTemplates, useTemplates } from "../queries";

/** The message templates of one of the user's organizations. */
export function TemplatesPage() {
  const { id }: { id?: string | undefined } = useSearch({ strict: false });
  const organizations = useOrganizations();
  const kept = useChosenOrganization();
  const all = organizations.data ?? [];
  const chosen = all.find((one) => one.id === id) ?? kept ?? all[0];
  if (chosen) return <Templates key={chosen.id} organization={chosen} />;
  return (
    <Page width="narrow">
      <PageHead title={t`Templates`} />
      {organizations.isPending && <Skeleton lines={6} />}
      {organizations.isError && (
        <LoadError
          message={messageOf(organizations.error)}
          onRetry={() => void organizations.refetch()}
        />
      )}
    </Page>
  );
}

function Templates({ organization }: { organization: Organization }) {
  const { id, can } = organization;
  const templates = useTemplates(id);
  const sync = useSyncTemplates(id);
  const [draft, setDraft] = useState<MessageTemplate | "new" | null>(null);
  const list = templates.data ?? [];
  const add = (isLarge: boolean) =>
    can.create_events && (
      <Button
        tone="filled"
        size={isLarge ? "large" : "medium"}
        icon={<Plus aria-hidden size={16} />}
        onPress={() => setDraft("new")}
      >{t`New template`}</Button>
    );
  const ask = () =>
    sync.mutate(null, {
      onSuccess: () => toast.show(t`WhatsApp's templates are being read.`),
      onError: (error) => toast.error(messageOf(error)),
    });
  return (
    <ListPage
      narrow
      title={t`Templates`}
      intro={t`Texts to write to guests with. WhatsApp approves its own before they can be sent.`}
      actions={
        <>
          <LinkButton href={`/organization?id=${id}`}>{t`Organization`}</LinkButton>
          {can.manage_organization && (
            <Button
              icon={<RefreshCw aria-hidden size={16} />}
              isPending={sync.isPending}
              onPress={ask}
            >{t`Sync with WhatsApp`}</Button>
          )}
          {list.length > 0 && add(false)}
        </>
      }
      list={listState(templates)}
      count={list.length}
      lines={4}
      empty={
        <EmptyState drawing="envelope" title={t`No templates yet`} action={add(true)}>
          {t`Write a text once and use it for every event. To write first by WhatsApp, a template is needed.`}
        </EmptyState>
      }
      beside={
        draft && (
          <TemplateForm
            organization={id}
            template={draft === "new" ? null : draft}
            onClose={() => setDraft(null)}
          />
        )
      }
    >
      <ul className="divide-y divide-line">
        {list.map((one) => (
          <TemplateRow
            key={one.id}
            template={one}
            canEdit={Boolean(can.create_events)}
            canSubmit={Boolean(can.manage_organization)}
            onEdit={() => setDraft(one)}
          />
        ))}
      </ul>
    </ListPage>
  );
}
