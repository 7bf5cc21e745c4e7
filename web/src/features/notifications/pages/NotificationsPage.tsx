import { t } from "@lingui/core/macro";
import { Check, CheckCheck, Settings2 } from "lucide-react";
import { listState, messageOf, type UserNotification } from "@/api";
import { isolated } from "@/lib/bidi";
import { ago, dayAndTime, localZone } from "@/lib/dates";
import { Button, cx, EmptyState, IconButton, LinkButton, ListPage, TextLink, toast } from "@/ui";
import {
  useNotifications,
  useReadAll,
  useReadNotification,
  useUnreadNotifications,
} from "../queries";

/** What the user has been told, with the way to each thing. */
export function NotificationsPage() {
  const notifications = useNotifications();
  const unread = useUnreadNotifications();
  const readAll = useReadAll();
  const items = notifications.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <ListPage
      narrow
      title={t`Notifications`}
      actions={
        <>
          {unread > 0 && (
            <Button
              icon={<CheckCheck size={16} />}
              isPending={readAll.isPending}
              onPress={() =>
                readAll.mutate(null, { onError: (error) => void toast.error(messageOf(error)) })
              }
            >{t`Mark all as read`}</Button>
          )}
          <LinkButton
            href="/account/notifications"
            icon={<Settings2 size={16} />}
          >{t`Settings`}</LinkButton>
        </>
      }
      list={listState(notifications)}
      count={items.length}
      empty={
        <EmptyState
          drawing="list"
          title={t`No notifications yet`}
          action={
            <LinkButton
              tone="filled"
              size="large"
              href="/events"
            >{t`Go to your events`}</LinkButton>
          }
        >{t`When a guest writes to you or something changes, you're told here, and by e-mail as you choose.`}</EmptyState>
      }
    >
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
    </ListPage>
  );
}

function Item({ item }: { item: UserNotification }) {
  const read = useReadNotification();
  const markRead = () =>
    read.mutate(item.id, { onError: (error) => void toast.error(messageOf(error)) });
  const isMessage = item.reference_type === "message";
  const from = isolated(item.title || t`A guest`);
  const title = isMessage ? t`${from} wrote to you` : item.title;
  const href = item.path;
  return (
    <li className={cx("flex items-start gap-3 px-5 py-4", !item.is_read && "bg-accent-soft/40")}>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
          {href ? (
            <TextLink
              href={href}
              className="font-medium"
              onPress={() => {
                if (!item.is_read) markRead();
              }}
            >
              {title}
            </TextLink>
          ) : (
            <span className="font-medium">{title}</span>
          )}
          <time
            dateTime={item.created_at}
            title={dayAndTime(item.created_at, localZone())}
            className="text-xs text-quiet"
          >
            {ago(item.created_at)}
          </time>
        </p>
        {item.message && (
          <p dir="auto" className="mt-1 text-sm break-words text-quiet">
            {item.message}
          </p>
        )}
      </div>
      {!item.is_read && (
        <IconButton label={t`Mark as read`} icon={<Check size={16} />} onPress={markRead} />
      )}
    </li>
  );
}
