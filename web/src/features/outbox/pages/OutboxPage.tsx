import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type OutboxItem } from "@/api";
import { ago } from "@/lib/dates";
import { useDebounced } from "@/lib/useDebounced";
import { useNow } from "@/lib/useNow";
import {
  Button,
  Card,
  Chip,
  cx,
  EmptyState,
  LoadError,
  Notice,
  Page,
  PageHead,
  SearchField,
  Skeleton,
  TextLink,
} from "@/ui";
import { useOutbox } from "../queries";

export function OutboxPage() {
  const [text, setText] = useState("");
  const [openId, setOpenId] = useState<string | null>(null);
  const now = useNow();
  const outbox = useOutbox(useDebounced(text.trim()));
  const items = outbox.data?.pages.flatMap((page) => page.items) ?? [];
  const open = items.find((item) => item.id === openId) ?? items[0];
  return (
    <Page>
      <PageHead
        title={t`Outbox`}
        actions={
          <SearchField
            label={t`Find a message`}
            value={text}
            onChange={setText}
            className="w-64 max-w-full"
          />
        }
      >
        {t`Messages that weren't sent because their channel has no provider, newest first.`}
      </PageHead>
      {outbox.data?.pages[0]?.is_open && (
        <Notice tone="warning">
          {t`Messages of all hosts and guests are shown here, with their links. Whoever opens such a link acts as that guest.`}
        </Notice>
      )}
      {outbox.isPending && <Skeleton />}
      {outbox.isError && (
        <LoadError message={messageOf(outbox.error)} onRetry={() => void outbox.refetch()} />
      )}
      {outbox.isSuccess && items.length === 0 && (
        <Card>
          <EmptyState
            drawing="envelope"
            title={t`Nothing sent yet`}
          >{t`Invitations you send and event updates appear here.`}</EmptyState>
        </Card>
      )}
      {open && (
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]">
          <Card flush>
            <ul aria-label={t`Messages`}>
              {items.map((item) => (
                <li key={item.id} className="border-b border-line last:border-0">
                  <button
                    type="button"
                    aria-current={item.id === open.id}
                    onClick={() => setOpenId(item.id)}
                    className={cx(
                      "flex w-full cursor-pointer flex-col gap-0.5 px-5 py-3 text-start transition first:rounded-t-card hover:bg-hover",
                      item.id === open.id && "bg-accent-soft",
                    )}
                  >
                    <span className="flex w-full justify-between gap-3 text-xs text-quiet">
                      <bdi className="truncate">{item.to}</bdi>
                      <time dateTime={item.created_at} className="shrink-0">
                        {ago(item.created_at, now)}
                      </time>
                    </span>
                    <span className="w-full truncate text-sm font-medium" dir="auto">
                      {item.subject ?? item.text.slice(0, 80)}
                    </span>
                  </button>
                  {item.id === openId && (
                    <div className="border-t border-line p-2 lg:hidden">
                      <Message item={item} />
                    </div>
                  )}
                </li>
              ))}
            </ul>
            {outbox.hasNextPage && (
              <div className="p-3 text-center">
                <Button
                  size="small"
                  isPending={outbox.isFetchingNextPage}
                  onPress={() => void outbox.fetchNextPage()}
                >{t`Show more`}</Button>
              </div>
            )}
          </Card>
          <div className="max-lg:hidden lg:sticky lg:top-6">
            <Message item={open} />
          </div>
        </div>
      )}
    </Page>
  );
}

function Message({ item }: { item: OutboxItem }) {
  return (
    <Card>
      <article className="flex flex-col gap-4">
        <header className="flex flex-col gap-1 border-b border-line pb-4">
          <div className="flex items-start justify-between gap-3">
            <h2 className="font-display text-lg font-medium" dir="auto">
              {item.subject ?? t`No subject`}
            </h2>
            <Chip>{item.channel}</Chip>
          </div>
          <p className="text-sm text-quiet">
            {t`To`} <bdi>{item.to}</bdi>
          </p>
        </header>
        <p className="text-sm whitespace-pre-wrap" dir="auto">
          {item.text}
        </p>
        {item.links && item.links.length > 0 && (
          <ul className="flex flex-col gap-1 text-sm">
            {item.links.map((link) => (
              <li key={link}>
                <TextLink href={link} target="_blank" rel="noreferrer">
                  <bdi dir="ltr">{link}</bdi>
                </TextLink>
              </li>
            ))}
          </ul>
        )}
      </article>
    </Card>
  );
}
