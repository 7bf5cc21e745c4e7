import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { SearchField, Select, Switch } from "@/ui";
import { invitationStatuses, statusLabel } from "../model";

interface Props {
  text: string;
  onText: (text: string) => void;
  status: string | undefined;
  onStatus: (status: string | undefined) => void;
  isShowingCanceled: boolean;
  onShowCanceled: (isOn: boolean) => void;
  /** Number of matching invitations. */
  children: ReactNode;
}

export function InvitationFilters({
  text,
  onText,
  status,
  onStatus,
  isShowingCanceled,
  onShowCanceled,
  children,
}: Props) {
  return (
    <div className="flex flex-wrap items-center gap-2 px-5 py-3">
      <SearchField
        label={t`Find a party`}
        value={text}
        onChange={onText}
        className="min-w-48 flex-1 sm:max-w-72"
      />
      <Select
        label={t`Reply`}
        hideLabel
        className="w-52"
        value={status ?? "all"}
        options={[
          { id: "all", label: t`All replies` },
          ...invitationStatuses.map((id) => ({ id, label: statusLabel(id).word })),
        ]}
        onChange={(id) => onStatus(id === "all" ? undefined : id)}
      />
      <Switch isSelected={isShowingCanceled} onChange={onShowCanceled}>
        {t`Show canceled`}
      </Switch>
      <span role="status" className="ms-auto text-xs text-quiet">
        {children}
      </span>
    </div>
  );
}
