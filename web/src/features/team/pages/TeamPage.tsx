import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { listState, meOptions, type Member } from "@/api";
import { allows, useEvent } from "@/features/events";
import { useEventId } from "@/lib/useEventId";
import { Button, EmptyState, ListCard, Page, PageHead } from "@/ui";
import { MemberForm } from "../components/MemberForm";
import { MemberList } from "../components/MemberList";
import { RightsCard } from "../components/RightsCard";
import { useTeam, useTeamLive } from "../queries";

export function TeamPage() {
  const eventId = useEventId();
  const navigate = useNavigate();
  const event = useEvent(eventId).data;
  const me = useQuery(meOptions).data;
  const team = useTeam(eventId);
  useTeamLive(eventId);
  const [draft, setDraft] = useState<Member | "new" | null>(null);
  const canManage = event ? allows(event, "manage_members") : false;
  const members = team.data ?? [];
  const invite = canManage && (
    <Button
      tone="filled"
      icon={<UserPlus size={16} />}
      onPress={() => setDraft("new")}
    >{t`Invite someone`}</Button>
  );
  return (
    <Page width="narrow">
      <PageHead title={t`Team`} actions={invite}>
        {t`Who helps to run this event, and what each of them can do.`}
      </PageHead>
      <ListCard
        list={listState(team)}
        count={members.length}
        lines={3}
        empty={
          <EmptyState
            drawing="people"
            title={t`Nobody in the team`}
          >{t`Owners and admins of the organization run this event.`}</EmptyState>
        }
      >
        <MemberList
          eventId={eventId}
          members={members}
          ownId={me?.id}
          canManage={canManage}
          onEdit={setDraft}
          onLeft={() => void navigate({ to: "/events" })}
        />
      </ListCard>
      <RightsCard />
      {draft && (
        <MemberForm
          eventId={eventId}
          member={draft === "new" ? null : draft}
          onClose={() => setDraft(null)}
        />
      )}
    </Page>
  );
}
