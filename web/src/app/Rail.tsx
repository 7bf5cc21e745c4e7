import { t } from "@lingui/core/macro";
import { useLocation, useRouter } from "@tanstack/react-router";
import { ChevronsUpDown, LogOut, Plus, Search, Settings } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import { groupEvents, useEvents } from "@/features/events";
import { Seal, useLogOut, useMe } from "@/features/identity";
import { OrganizationSwitch, useChosenOrganization } from "@/features/organizations";
import { monthAndDay } from "@/lib/dates";
import { Avatar, cx, Menu, RailLink, railRow } from "@/ui";

/** The sidebar with the user's events, upcoming ones first. */
export function Rail({ onFind }: { onFind: () => void }) {
  const path = useLocation({ select: (location) => location.pathname });
  const organization = useChosenOrganization()?.id;
  const events = (useEvents().data ?? []).filter(
    (event) => organization === undefined || event.organization_id === organization,
  );
  const { today, coming, past } = groupEvents(events);
  const shown = [...today, ...coming, ...past].slice(0, 12);
  const entries = Object.values(useRouter().routesById)
    .flatMap(({ options }) => options.staticData?.rail ?? [])
    .sort((a, b) => a.order - b.order);
  return (
    <div className="flex h-full flex-col gap-1 overflow-y-auto p-3">
      <div className="flex items-center gap-2.5 px-2.5 py-2 text-accent-text">
        <Seal className="size-7" />
        <span className="font-display text-lg font-medium">Convite</span>
      </div>
      <AriaButton
        onPress={onFind}
        className={cx(
          railRow,
          "cursor-pointer border border-line bg-surface text-quiet hover:border-line-strong",
        )}
      >
        <Search aria-hidden size={16} />
        <span className="flex-1 text-start">{t`Find`}</span>
        <kbd className="hidden font-sans text-xs text-quiet md:inline" dir="ltr">
          ⌘K
        </kbd>
      </AriaButton>
      <OrganizationSwitch />
      <nav aria-label={t`Main`} className="mt-3 flex flex-col gap-0.5">
        {entries.map(({ order, link: Entry }) => (
          <Entry key={order} />
        ))}
        {shown.length > 0 && (
          <h2 className="px-2.5 pt-5 pb-1 text-xs font-medium text-quiet">{t`Your events`}</h2>
        )}
        {shown.map((event) => {
          const leaf = event.starts_at ? monthAndDay(event.starts_at, event.timezone) : null;
          return (
            <RailLink
              key={event.id}
              href={`/events/${event.id}`}
              isCurrent={path.startsWith(`/events/${event.id}`)}
              icon={
                <span className="grid size-6 shrink-0 place-items-center rounded-[4px] bg-accent-soft text-xs text-accent-text">
                  {leaf?.day ?? "?"}
                </span>
              }
            >
              <span className="min-w-0 flex-1 truncate" dir="auto">
                {event.title}
              </span>
            </RailLink>
          );
        })}
        <RailLink
          href="/events/new"
          icon={<Plus aria-hidden size={16} />}
          isCurrent={path === "/events/new"}
        >{t`Create event`}</RailLink>
      </nav>
      <div className="mt-auto pt-4">
        <PersonMenu />
      </div>
    </div>
  );
}

function PersonMenu() {
  const me = useMe().data;
  const logOut = useLogOut();
  if (!me) return null;
  return (
    <Menu
      label={t`Your account`}
      actions={[
        { id: "account", label: t`Your account`, icon: <Settings size={16} />, href: "/account" },
        {
          id: "logout",
          label: t`Log out`,
          icon: <LogOut size={16} />,
          startsGroup: true,
          onAction: () => logOut.mutate(),
        },
      ]}
      trigger={
        <AriaButton className={cx(railRow, "w-full cursor-pointer text-start hover:bg-hover")}>
          <Avatar name={me.name} size="size-7 text-xs" />
          <span className="min-w-0 flex-1 truncate" dir="auto">
            {me.name}
          </span>
          <ChevronsUpDown aria-hidden size={14} className="text-quiet" />
        </AriaButton>
      }
    />
  );
}
