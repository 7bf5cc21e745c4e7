import { t } from "@lingui/core/macro";
import { useSearch } from "@tanstack/react-router";
import { messageOf } from "@/api";
import { ago } from "@/lib/dates";
import { Button, Card, LoadError, Skeleton, TextLink, toast } from "@/ui";
import {
  useIdentities,
  useLinkIdentity,
  useProviders,
  useUnlinkIdentity,
  type Identity,
} from "../queries";
import { Refused } from "./Refused";

function IdentityRow({ identity, isOnlyWay }: { identity: Identity; isOnlyWay: boolean }) {
  const unlink = useUnlinkIdentity();
  const { label, email } = identity;
  const used = ago(identity.last_used_at);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
      <div className="min-w-0">
        <p className="font-medium">
          <bdi>{label}</bdi>
        </p>
        <p className="text-sm break-words text-quiet">
          {email && (
            <>
              <bdi>{email}</bdi>
              {" · "}
            </>
          )}
          {t`last used ${used}`}
        </p>
      </div>
      {!isOnlyWay && (
        <Button
          size="small"
          aria-label={t`Unlink ${label}`}
          isPending={unlink.isPending}
          onPress={() =>
            unlink.mutate(identity.id, {
              onSuccess: () => toast.show(t`Unlinked`),
              onError: (error) => toast.error(messageOf(error)),
            })
          }
        >{t`Unlink`}</Button>
      )}
    </li>
  );
}

/** Log-ins at other providers that open the account; nothing where there are none and no providers. */
export function IdentitiesCard() {
  const refusal = useSearch({ strict: false });
  const providers = useProviders();
  const identities = useIdentities();
  const link = useLinkIdentity();
  const known = providers.data ?? [];
  const { items = [], has_password: hasPassword = true } = identities.data ?? {};
  if (known.length === 0 && items.length === 0) return null;
  return (
    <Card title={t`Linked log-ins`}>
      <Refused {...refusal} />
      {identities.error && (
        <LoadError
          message={messageOf(identities.error)}
          onRetry={() => void identities.refetch()}
        />
      )}
      {identities.isPending && <Skeleton lines={2} />}
      <ul className="divide-y divide-line">
        {items.map((identity) => (
          <IdentityRow
            key={identity.id}
            identity={identity}
            isOnlyWay={!hasPassword && items.length === 1}
          />
        ))}
      </ul>
      {!hasPassword && (
        <p className="py-2 text-sm text-quiet">
          {t`Your account has no password.`}{" "}
          <TextLink href="/forgot">{t`Set a password by e-mail`}</TextLink>
        </p>
      )}
      <div className="flex flex-wrap gap-2 pt-2">
        {known.map(({ name, label }) => (
          <Button
            key={name}
            isPending={link.isPending && link.variables === name}
            onPress={() => link.mutate(name, { onError: (error) => toast.error(messageOf(error)) })}
          >{t`Link ${label}`}</Button>
        ))}
      </div>
    </Card>
  );
}
