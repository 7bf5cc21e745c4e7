import { t } from "@lingui/core/macro";
import { messageOf } from "@/api";
import { moved } from "@/lib/moved";
import { Card, PictureList, toast } from "@/ui";
import { useAddPicture, useChangeProfile, type Profile } from "../profile";

/** The account's pictures, in the order in which others see them. */
export function PicturesCard({ profile }: { profile: Profile }) {
  const add = useAddPicture(profile);
  const change = useChangeProfile();
  const ids = profile.pictures.map((one) => one.id);
  const onError = (error: Error) => toast.error(messageOf(error));
  return (
    <Card title={t`Pictures`}>
      <p className="mb-3 text-sm text-quiet">
        {t`Up to six. The first one stands beside your name.`}
      </p>
      <PictureList
        pictures={profile.pictures}
        most={6}
        isBusy={add.isPending || change.isPending}
        onAdd={(file) => add.mutate(file, { onError })}
        onMove={(id, place) => change.mutate({ pictures: moved(ids, id, place) }, { onError })}
        onRemove={(id) =>
          change.mutate(
            { pictures: ids.filter((one) => one !== id) },
            { onSuccess: () => toast.show(t`Picture removed`), onError },
          )
        }
      />
    </Card>
  );
}
