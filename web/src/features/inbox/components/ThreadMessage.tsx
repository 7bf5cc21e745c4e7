import { t } from "@lingui/core/macro";
import { Paperclip } from "lucide-react";
import type { Message } from "@/api";
import { dayAndTime, localZone, timeOf } from "@/lib/dates";
import { Chip, cx } from "@/ui";
import { channelIcons, channelLabel, deliveryLabel } from "../model";

/** A guest's message or a reply, as a bubble; what else was sent to the guest, as a line to open. */
export function ThreadMessage({ message }: { message: Message }) {
  const isTheirs = message.direction === "in";
  if (!isTheirs && message.conversation_id === null) return <Sent message={message} />;
  const name = message.name ?? t`A removed guest`;
  return (
    <article
      aria-label={isTheirs ? t`Message from ${name}` : t`Your reply`}
      className={cx(
        "flex max-w-[85%] flex-col gap-1 rounded-card border px-3.5 py-2.5",
        isTheirs
          ? "self-start border-line bg-surface"
          : "self-end border-transparent bg-accent-soft",
      )}
    >
      {isTheirs && (
        <header className="flex flex-wrap items-center gap-2 text-xs text-quiet">
          <bdi className="font-medium text-text">{name}</bdi>
          {message.read_at === null && <Chip tone="accent">{t`New`}</Chip>}
        </header>
      )}
      <p dir="auto" className="text-sm break-words whitespace-pre-wrap">
        {message.text}
      </p>
      <Files message={message} />
      <Foot message={message} />
      {message.error && (
        <p role="status" className="text-xs text-danger" dir="auto">
          {message.error.text}
        </p>
      )}
    </article>
  );
}

/** What came with a message: pictures are shown, other files can be saved. */
function Files({ message }: { message: Message }) {
  if (message.files.length === 0) return null;
  return (
    <ul className="flex flex-col gap-2">
      {message.files.map((file) => {
        const href = `/api/messages/${message.id}/files/${file.id}`;
        const isReady = file.size > 0;
        return (
          <li key={file.id} className="text-sm">
            {isReady && file.content_type === "image/webp" ? (
              <a href={href} download={file.name}>
                <img
                  src={href}
                  alt={file.name}
                  loading="lazy"
                  className="max-h-72 max-w-full rounded-control"
                />
              </a>
            ) : isReady ? (
              <a
                href={href}
                download={file.name}
                className="inline-flex items-center gap-2 underline underline-offset-2"
              >
                <Paperclip aria-hidden size={14} /> <bdi>{file.name}</bdi>
              </a>
            ) : (
              <span className="text-quiet">
                <bdi>{file.name}</bdi>: {file.error ?? t`Being fetched from WhatsApp`}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** An invitation, a reminder or a message to many: its subject, and its text on demand. */
function Sent({ message }: { message: Message }) {
  const title = message.subject || (message.text ?? "").slice(0, 80);
  return (
    <details className="self-center max-w-full rounded-control px-3 py-1 text-xs text-quiet open:bg-sunken">
      <summary className="cursor-pointer">
        {t`Sent`}: <bdi>{title}</bdi>
        {message.name && (
          <>
            {" · "}
            <bdi>{message.name}</bdi>
          </>
        )}
      </summary>
      <div className="flex flex-col gap-2 py-2">
        <p dir="auto" className="text-sm break-words whitespace-pre-wrap text-text">
          {message.text ?? t`Only editors see this text, because it has the invitation's link.`}
        </p>
        <Foot message={message} />
        {message.error && (
          <p className="text-danger" dir="auto">
            {message.error.text}
          </p>
        )}
      </div>
    </details>
  );
}

function Foot({ message }: { message: Message }) {
  const Icon = channelIcons[message.channel];
  const delivery = deliveryLabel(message.status);
  return (
    <footer className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-quiet">
      <Icon aria-hidden size={13} />
      {channelLabel(message.channel)}
      <time dateTime={message.at} title={dayAndTime(message.at, localZone())}>
        {timeOf(message.at)}
      </time>
      {message.direction === "out" && <Chip tone={delivery.tone}>{delivery.word}</Chip>}
    </footer>
  );
}
