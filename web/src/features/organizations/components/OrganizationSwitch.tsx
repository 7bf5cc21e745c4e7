import { t } from "@lingui/core/macro";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { Select } from "@/ui";
import { chooseOrganization, useChosenOrganization } from "../choice";
import { useOrganizations } from "../queries";

/** Pages that show one organization, which a link to them may name. */
const followers = ["/events", "/guests", "/organization"];
const every = "all";

/** Chooses the organization that events, address book and organization pages show. Only for who is in several. */
export function OrganizationSwitch() {
  const all = useOrganizations().data ?? [];
  const chosen = useChosenOrganization();
  const path = useLocation({ select: (location) => location.pathname });
  const navigate = useNavigate();
  if (all.length < 2) return null;
  const choose = (id: string) => {
    chooseOrganization(id === every ? null : id);
    // what the address says of another organization no longer counts
    if (followers.includes(path)) void navigate({ to: path });
  };
  return (
    <Select
      label={t`Organization`}
      hideLabel
      className="mt-3"
      options={[
        { id: every, label: t`All organizations` },
        ...all.map(({ id, name }) => ({ id, label: name })),
      ]}
      value={chosen?.id ?? every}
      onChange={choose}
    />
  );
}
