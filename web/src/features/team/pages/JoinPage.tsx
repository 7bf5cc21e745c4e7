import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { meOptions, messageOf } from "@/api";
import { AcceptPage, toast } from "@/ui";
import { useJoin } from "../queries";

/** Accepts an invitation to an event's team. */
export function JoinPage() {
  const { token } = useParams({ from: "/authenticated/app/join/$token" });
  const navigate = useNavigate();
  const me = useQuery(meOptions).data;
  const join = useJoin();
  const account = me?.email ?? me?.name ?? "";
  return (
    <AcceptPage
      title={t`Join the team`}
      intro={t`You were invited to help run an event. You're logged in as ${account}.`}
      error={join.isError ? messageOf(join.error) : null}
      isPending={join.isPending}
      onAccept={() =>
        join.mutate(token, {
          onSuccess: (member) => {
            toast.show(t`You're in the team now`);
            void navigate({ to: "/events/$eventId", params: { eventId: member.event_id } });
          },
        })
      }
    />
  );
}
