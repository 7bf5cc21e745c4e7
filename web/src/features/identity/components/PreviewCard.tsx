import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type ShownProfile } from "@/api";
import { InterestList } from "@/features/interests";
import { Card, Chip, LoadError, PictureList, Select, Skeleton } from "@/ui";
import { factsOf, usePreview, type Viewer } from "../profile";

/** The profile as somebody else sees it, as the server answers it to them. */
export function PreviewCard() {
  const [viewer, setViewer] = useState<Viewer>("host");
  const preview = usePreview(viewer);
  return (
    <Card title={t`What others see`}>
      <div className="flex flex-col gap-4">
        <Select
          label={t`Seen by`}
          value={viewer}
          options={[
            { id: "host", label: t`A host of an event I ask to join` },
            { id: "everyone", label: t`Everyone else` },
          ]}
          onChange={(value) => setViewer(value === "everyone" ? "everyone" : "host")}
        />
        {preview.isError ? (
          <LoadError message={messageOf(preview.error)} onRetry={() => void preview.refetch()} />
        ) : preview.data ? (
          <Shown profile={preview.data} />
        ) : (
          <Skeleton lines={3} />
        )}
      </div>
    </Card>
  );
}

function Shown({ profile }: { profile: ShownProfile }) {
  const facts = factsOf(profile);
  return (
    <div className="flex flex-col gap-3 rounded-card border border-line p-4">
      <p className="flex flex-wrap items-center gap-2 font-medium">
        <bdi>{profile.name ?? t`Name not shown`}</bdi>
        {profile.is_verified && <Chip tone="positive">{t`Phone confirmed`}</Chip>}
      </p>
      {facts.length > 0 && (
        <ul className="flex flex-wrap gap-x-3 gap-y-1 text-sm text-quiet">
          {facts.map((fact) => (
            <li key={fact}>
              <bdi>{fact}</bdi>
            </li>
          ))}
        </ul>
      )}
      {profile.bio && (
        <p className="text-sm break-words whitespace-pre-line" dir="auto">
          {profile.bio}
        </p>
      )}
      <InterestList interests={profile.interests} />
      <PictureList pictures={profile.pictures} most={6} isBusy={false} isReadOnly />
    </div>
  );
}
