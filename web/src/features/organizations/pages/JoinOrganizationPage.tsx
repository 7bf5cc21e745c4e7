import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { meOptions, messageOf } from "@/api";
import { AcceptPage, toast } from "@/ui";
import { useLogOut } from "@/features/identity";
import { useJoinOrganization } from "../queries";

/** Accepts an invitation to an organization. */
export function JoinOrganizationPage() {
  const { token } = useParams({ from: "/authenticated/app/join-organization/$token" });
  const navigate = useNavigate();
  const me = useQuery(meOptions).data;
  const join = useJoinOrganization();
  const logOut = useLogOut(`/join-organization/${token}`);
  const account = me?.email ?? me?.name ?? "";
  return (
    <AcceptPage
      title={t`Join the organization`}
      intro={t`You were invited to join an organization. You're logged in as ${account}.`}
      error={join.isError ? messageOf(join.error) : null}
      onLogOut={() => logOut.mutate()}
      isPending={join.isPending}
      onAccept={() =>
        join.mutate(token, {
          onSuccess: (member) => {
            toast.show(t`You're a member now`);
            void navigate({ to: "/organization", search: { id: member.organization_id } });
          },
        })
      }
    />
  );
}
