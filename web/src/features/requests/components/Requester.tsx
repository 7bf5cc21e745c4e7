import { t } from "@lingui/core/macro";
import { BadgeCheck } from "lucide-react";
import type { ShownProfile } from "@/api";
import { factsOf } from "@/features/identity";
import { InterestList } from "@/features/interests";
import { Avatar } from "@/ui";

/** The first picture of a profile, or the initials. */
export function Face({ name, profile }: { name: string; profile: ShownProfile | null }) {
  const picture = profile?.pictures[0];
  if (!picture) return <Avatar name={name} size="size-12 text-sm" />;
  return (
    <img
      src={`${picture.url}?width=320`}
      alt=""
      width={48}
      height={48}
      loading="lazy"
      className="size-12 shrink-0 rounded-full object-cover"
    />
  );
}

/** What somebody who asks shows of themselves to hosts. */
export function ProfileFacts({ name, profile }: { name: string; profile: ShownProfile }) {
  const facts = factsOf(profile);
  const others = profile.pictures.slice(1);
  return (
    <>
      {(profile.is_verified || facts.length > 0) && (
        <p className="flex flex-wrap items-center gap-x-2 text-sm text-quiet">
          {profile.is_verified && (
            <span className="inline-flex items-center gap-1">
              <BadgeCheck aria-hidden size={14} className="text-accent-text" />
              {t`Phone confirmed`}
            </span>
          )}
          <bdi>{facts.join(" · ")}</bdi>
        </p>
      )}
      {profile.bio && (
        <p dir="auto" className="text-sm break-words text-quiet">
          {profile.bio}
        </p>
      )}
      <InterestList interests={profile.interests} />
      {others.length > 0 && (
        <ul className="flex gap-2 overflow-x-auto">
          {others.map((one, index) => (
            <li key={one.id} className="shrink-0">
              <img
                src={`${one.url}?width=320`}
                alt={t`Picture ${index + 2} of ${name}`}
                width={72}
                height={72}
                loading="lazy"
                className="size-18 rounded-control object-cover"
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
