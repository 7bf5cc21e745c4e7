import { t } from "@lingui/core/macro";
import { useRouter } from "@tanstack/react-router";
import { messageOf } from "@/api";
import { Button, EmptyState, LinkButton } from "@/ui";

export function ErrorPage({ error }: { error: unknown }) {
  const router = useRouter();
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        drawing="list"
        title={t`That didn't work`}
        action={
          <Button tone="filled" onPress={() => void router.invalidate()}>{t`Try again`}</Button>
        }
      >
        {messageOf(error)}
      </EmptyState>
    </main>
  );
}

export function NotFoundPage() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        drawing="search"
        title={t`Page not found`}
        action={<LinkButton tone="filled" href="/events">{t`All events`}</LinkButton>}
      />
    </main>
  );
}
