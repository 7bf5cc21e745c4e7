import { plural, t } from "@lingui/core/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { listState, messageOf } from "@/api";
import { allows, useEvent } from "@/features/events";
import { useEventId } from "@/lib/useEventId";
import { EmptyState, LinkButton, ListPage, Select, toast } from "@/ui";
import { CommentForm } from "../components/CommentForm";
import { PostCard } from "../components/PostCard";
import { PostsBar } from "../components/PostsBar";
import { byStatus, kindLabel, kinds, viewLabel, views } from "../model";
import type { Kind, Post, PostStatus, View } from "../model";
import { useChangePosts, usePosts } from "../queries";

/** What those who come put on the wall, and what the team lets through. */
export function WallPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const search: { kind?: Kind; view?: View } = useSearch({ strict: false });
  const on = kinds.filter((one) => event?.settings?.page?.[one]);
  const { kind = on[0] ?? "comments", view = "waiting" } = search;
  const posts = usePosts(eventId, kind, view);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const decide = useDecisions(eventId, kind, () => setSelected(new Set()));
  const items = posts.data?.pages.flatMap((page) => page.items) ?? [];
  const chosen = items.filter((one) => selected.has(one.id));
  const canDecide = event ? allows(event, "edit_guests") : false;
  const select = (id: string, isOn: boolean) =>
    setSelected((old) => new Set(isOn ? [...old, id] : [...old].filter((one) => one !== id)));
  return (
    <ListPage
      title={t`Guest wall`}
      intro={t`Only those who come and your team see it. What you delete is gone for good after a day.`}
      actions={
        event &&
        event.visibility !== "private" && (
          <LinkButton href={`/e/${event.slug}/wall`} target="_blank">{t`Open the wall`}</LinkButton>
        )
      }
      list={listState(posts)}
      count={items.length}
      isFiltered
      filters={
        <>
          <Filters kind={kind} view={view} />
          {kind === "comments" && event?.settings?.page?.comments && (
            <CommentForm eventId={eventId} />
          )}
        </>
      }
      noMatch={<Nothing view={view} />}
      empty={null}
    >
      <ul className="grid gap-4 bg-page p-4 sm:grid-cols-2 xl:grid-cols-3">
        {items.map((one) => (
          <PostCard
            key={one.id}
            post={one}
            canDecide={canDecide}
            isSelected={selected.has(one.id)}
            onSelect={(isOn) => select(one.id, isOn)}
            onDecide={(status) => decide.run([one], status)}
          />
        ))}
      </ul>
      {chosen.length > 0 && (
        <PostsBar
          count={chosen.length}
          isPending={decide.isPending}
          onDecide={(status) => decide.run(chosen, status)}
          onClear={() => setSelected(new Set())}
        />
      )}
    </ListPage>
  );
}

/** Which posts are listed. */
function Filters({ kind, view }: { kind: Kind; view: View }) {
  const navigate = useNavigate();
  const go = (next: { kind: Kind; view: View }) => void navigate({ to: ".", search: next });
  return (
    <div className="flex flex-wrap items-end gap-4 border-b border-line px-5 py-4">
      <Select
        label={t`Kind`}
        value={kind}
        onChange={(next) => go({ kind: kinds.find((one) => one === next) ?? kind, view })}
        options={kinds.map((id) => ({ id, label: kindLabel(id) }))}
      />
      <Select
        label={t`Show`}
        value={view}
        onChange={(next) => go({ kind, view: views.find((one) => one === next) ?? view })}
        options={views.map((id) => ({ id, label: viewLabel(id) }))}
      />
    </div>
  );
}

function Nothing({ view }: { view: View }) {
  if (view === "waiting")
    return (
      <EmptyState drawing="envelope" title={t`Nothing to review`}>
        {t`What guests post from their page appears here until you let it through.`}
      </EmptyState>
    );
  return <p className="p-8 text-center text-sm text-quiet">{t`Nothing here.`}</p>;
}

/** Decides, says what happened, and offers to undo it. */
function useDecisions(eventId: string, kind: Kind, onDone: () => void) {
  const change = useChangePosts(eventId);
  const fail = (error: Error) => void toast.error(messageOf(error));
  const run = (some: Post[], status: PostStatus) =>
    change.mutate([{ kind, ids: some.map((one) => one.id), status }], {
      onError: fail,
      onSuccess: () => {
        onDone();
        toast.show(doneText(some.length, status), {
          label: t`Undo`,
          run: () =>
            change.mutate(
              byStatus(some).map(([before, ids]) => ({ kind, ids, status: before })),
              { onError: fail },
            ),
        });
      },
    });
  return { run, isPending: change.isPending };
}

function doneText(count: number, status: PostStatus): string {
  if (status === "shown") return plural(count, { one: "# post shown", other: "# posts shown" });
  if (status === "hidden") return plural(count, { one: "# post hidden", other: "# posts hidden" });
  return plural(count, { one: "# post deleted", other: "# posts deleted" });
}
