import { t } from "@lingui/core/macro";
import { ArrowLeft, ArrowRight, ImagePlus, X } from "lucide-react";
import { FileTrigger } from "react-aria-components";
import { Button, IconButton } from "./Button";

export interface Picture {
  id: string;
  url: string;
  width: number | null;
  height: number | null;
  /** The addresses of smaller copies by their width in pixels. */
  variants: Record<string, string>;
}

interface Props {
  pictures: readonly Picture[];
  /** How many there may be. */
  most: number;
  isBusy: boolean;
  isReadOnly?: boolean;
  onAdd?: (file: File) => void;
  onMove?: (id: string, position: number) => void;
  onRemove?: (id: string) => void;
}

const kinds = ["image/png", "image/jpeg", "image/webp", "image/heic", "image/heif"];

function sources({ url, width, variants }: Picture): string {
  const copies = Object.entries(variants).map(([at, address]) => `${address} ${at}w`);
  return [...copies, ...(width ? [`${url} ${width}w`] : [])].join(", ");
}

/** Pictures in order, to be added, moved and removed. */
export function PictureList({
  pictures,
  most,
  isBusy,
  isReadOnly = false,
  onAdd,
  onMove,
  onRemove,
}: Props) {
  const count = pictures.length;
  return (
    <div className="flex flex-col items-start gap-3">
      {count > 0 && (
        <ol className="grid w-full grid-cols-2 gap-3 sm:grid-cols-3">
          {pictures.map((picture, place) => {
            const number = place + 1;
            return (
              <li key={picture.id} className="flex min-w-0 flex-col gap-1">
                <img
                  src={picture.url}
                  srcSet={sources(picture)}
                  sizes="(min-width: 40rem) 14rem, 45vw"
                  width={picture.width ?? undefined}
                  height={picture.height ?? undefined}
                  alt={t`Picture ${number} of ${count}`}
                  loading="lazy"
                  className="aspect-square h-auto w-full rounded-control bg-sunken object-cover"
                />
                {!isReadOnly && (
                  <div className="flex items-center justify-between">
                    <span className="flex">
                      <IconButton
                        label={t`Move picture ${number} forward`}
                        icon={<ArrowLeft size={16} className="rtl:rotate-180" />}
                        isDisabled={place === 0 || isBusy}
                        onPress={() => onMove?.(picture.id, place - 1)}
                      />
                      <IconButton
                        label={t`Move picture ${number} back`}
                        icon={<ArrowRight size={16} className="rtl:rotate-180" />}
                        isDisabled={number === count || isBusy}
                        onPress={() => onMove?.(picture.id, number)}
                      />
                    </span>
                    <IconButton
                      label={t`Remove picture ${number}`}
                      icon={<X size={16} />}
                      isDisabled={isBusy}
                      onPress={() => onRemove?.(picture.id)}
                    />
                  </div>
                )}
              </li>
            );
          })}
        </ol>
      )}
      {!isReadOnly && count < most && (
        <FileTrigger
          acceptedFileTypes={kinds}
          onSelect={(files) => {
            const file = files?.[0];
            if (file) onAdd?.(file);
          }}
        >
          <Button isPending={isBusy} icon={<ImagePlus aria-hidden size={16} />}>
            {t`Add picture`}
          </Button>
        </FileTrigger>
      )}
    </div>
  );
}
