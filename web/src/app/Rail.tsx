import { t } from "@lingui/core/macro";
import { useLocation } from "@tanstack/react-router";
import {
  CalendarDays,
  ChevronsUpDown,
  ListRestart,
  LogOut,
  Mail,
  Plus,
  Search,
  Settings,
} from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton, Link } from "react-aria-components";
import { groupEvents, useEvents } from "@/features/events";
import { Seal, useLogOut, useMe } from "@/features/identity";
import { useOutboxAccess } from "@/features/outbox";
import { monthAndDay } from "@/lib/dates";
import { Avatar, cx, Menu } from "@/ui";

const rowStyle =
  "flex min-h-9 items-center gap-2.5 rounded-control px-2.5 py-1.5 text-sm transition";

function RailLink({
  href,
  icon,
  isCurrent,
  children,
}: {
  href: string;
  icon: ReactNode;
  isCurrent: boolean;
  children: ReactNode;
}) {
  return (
    <Link
      href={href}
      aria-current={isCurrent ? "page" : undefined}
      className={cx(
        rowStyle,
        isCurrent
          ? "bg-surface font-medium text-text shadow-[inset_0_0_0_1px_var(--line)]"
          : "text-quiet hover:bg-hover hover:text-text",
      )}
    >
      {icon}
      {children}
    </Link>
  );
}

/** The events one works on, nearest first. */
export function Rail({ onFind }: { onFind: () => void }) {
  const path = useLocation({ select: (location) => location.pathname });
  const { today, coming, past } = groupEvents(useEvents().data ?? []);
  const shown = [...today, ...coming, ...past].slice(0, 12);
  const hasOutbox = useOutboxAccess();
  const isAdmin = useMe().data?.role === "admin";
  return (
    <div className="flex h-full flex-col gap-1 overflow-y-auto p-3">
      <div className="flex items-center gap-2.5 px-2.5 py-2 text-accent-text">
        <Seal className="size-7" />
        <span className="font-display text-lg font-medium">Convite</span>
      </div>
      <AriaButton
        onPress={onFind}
        className={cx(
          rowStyle,
          "cursor-pointer border border-line bg-surface text-quiet hover:border-line-strong",
        )}
      >
        <Search aria-hidden size={16} />
        <span className="flex-1 text-start">{t`Find`}</span>
        <kbd className="hidden font-sans text-xs text-quiet md:inline" dir="ltr">
          ⌘K
        </kbd>
      </AriaButton>
      <nav aria-label={t`Main`} className="mt-3 flex flex-col gap-0.5">
        <RailLink
          href="/events"
          icon={<CalendarDays aria-hidden size={16} />}
          isCurrent={path === "/events"}
        >{t`Events`}</RailLink>
        {hasOutbox && (
          <RailLink
            href="/outbox"
            icon={<Mail aria-hidden size={16} />}
            isCurrent={path === "/outbox"}
          >{t`Outbox`}</RailLink>
        )}
        {isAdmin && (
          <RailLink
            href="/jobs"
            icon={<ListRestart aria-hidden size={16} />}
            isCurrent={path === "/jobs"}
          >{t`Work that gave up`}</RailLink>
        )}
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
        >{t`New event`}</RailLink>
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
        <AriaButton className={cx(rowStyle, "w-full cursor-pointer text-start hover:bg-hover")}>
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
