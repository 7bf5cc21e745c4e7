import { t } from "@lingui/core/macro";
import { messageOf, type EventRow } from "@/api";
import { Card, LoadError, PictureList, Skeleton, toast, type Picture } from "@/ui";
import { useAddImage, useImages, useMoveImage, useRemoveImage, type ImagePurpose } from "../images";
import { allows } from "../model";

/** The covers and the gallery of an event's page. */
export function PicturesCard({ event }: { event: EventRow }) {
  const images = useImages(event.id);
  const rows = images.data?.items ?? [];
  return (
    <Card id="pictures" title={t`Pictures`}>
      {images.isError ? (
        <LoadError message={messageOf(images.error)} onRetry={() => void images.refetch()} />
      ) : images.isPending ? (
        <Skeleton lines={2} />
      ) : (
        <div className="flex flex-col gap-6">
          <ImageGroup
            event={event}
            purpose="event_cover"
            title={t`Covers`}
            hint={t`The first one stands large on the event page and in previews of its link. Up to three.`}
            most={3}
            images={rows.filter((row) => row.kind === "cover")}
          />
          <ImageGroup
            event={event}
            purpose="event_image"
            title={t`Gallery`}
            hint={t`Shown below the description. Up to 30.`}
            most={30}
            images={rows.filter((row) => row.kind === "gallery")}
          />
        </div>
      )}
    </Card>
  );
}

interface GroupProps {
  event: EventRow;
  purpose: ImagePurpose;
  title: string;
  hint: string;
  most: number;
  images: Picture[];
}

function ImageGroup({ event, purpose, title, hint, most, images }: GroupProps) {
  const add = useAddImage(event.id, purpose);
  const move = useMoveImage(event.id);
  const remove = useRemoveImage(event.id);
  const onError = (error: Error) => toast.error(messageOf(error));
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <h3 className="text-sm font-medium">{title}</h3>
      <p className="text-sm text-quiet">{hint}</p>
      <PictureList
        pictures={images}
        most={most}
        isBusy={add.isPending || move.isPending || remove.isPending}
        isReadOnly={!allows(event, "edit_event")}
        onAdd={(file) => add.mutate(file, { onError })}
        onMove={(id, position) => move.mutate({ id, position }, { onError })}
        onRemove={(id) =>
          remove.mutate(id, { onSuccess: () => toast.show(t`Picture removed`), onError })
        }
      />
    </section>
  );
}
