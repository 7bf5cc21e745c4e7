import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { meOptions, messageOf, type MemberInvitation } from "@/api";
import { AcceptPage, toast } from "@/ui";
import { useLogOut } from "@/features/identity";
import { roleHint, roleLabel } from "../model";
import { useInvitationFor, useJoin } from "../queries";

/** What whoever accepts becomes, at which event and at whose wish. */
function Purpose({ invitation }: { invitation: MemberInvitation }) {
  const { event_title: title, role, invited_by: host } = invitation;
  return (
    <span className="mb-2 block" dir="auto">
      {host
        ? t`${host} invited you to help run “${title}”.`
        : t`You were invited to help run “${title}”.`}{" "}
      {t`Your role: ${roleLabel(role)}.`} {roleHint(role)}
    </span>
  );
}

/** Accepts an invitation to an event's team. */
export function JoinPage() {
  const { token } = useParams({ from: "/authenticated/app/join/$token" });
  const navigate = useNavigate();
  const me = useQuery(meOptions).data;
  const join = useJoin();
  const logOut = useLogOut(`/join/${token}`);
  const invitation = useInvitationFor(token);
  const error = join.error ?? invitation.error;
  const account = me?.email ?? me?.name ?? "";
  return (
    <AcceptPage
      title={t`Join the team`}
      intro={
        <>
          {invitation.data && <Purpose invitation={invitation.data} />}
          <span className="block">{t`You're logged in as ${account}.`}</span>
        </>
      }
      error={error ? messageOf(error) : null}
      onLogOut={() => logOut.mutate()}
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
