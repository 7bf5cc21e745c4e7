import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { meOptions, messageOf } from "@/api";
import { Button, LinkButton, Page, PageHead, toast } from "@/ui";
import { useJoin } from "../queries";

/** Accepts an invitation to an event's team. Opening the link alone accepts nothing. */
export function JoinPage() {
  const { token } = useParams({ from: "/authenticated/app/join/$token" });
  const navigate = useNavigate();
  const me = useQuery(meOptions).data;
  const join = useJoin();
  const account = me?.email ?? me?.name ?? "";
  return (
    <Page width="narrow">
      <PageHead title={t`Join the team`}>
        {t`You were invited to help run an event. You're logged in as ${account}.`}
      </PageHead>
      {join.isError && (
        <p role="alert" className="text-sm text-danger">
          {messageOf(join.error)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          tone="filled"
          size="large"
          isPending={join.isPending}
          onPress={() =>
            join.mutate(token, {
              onSuccess: (member) => {
                toast.show(t`You're in the team now`);
                void navigate({ to: "/events/$eventId", params: { eventId: member.event_id } });
              },
            })
          }
        >{t`Accept invitation`}</Button>
        <LinkButton size="large" href="/events">{t`All events`}</LinkButton>
      </div>
    </Page>
  );
}
