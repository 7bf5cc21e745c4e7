import { Ban, Check, CheckCheck, Clock, Eye, MailX, Minus, Send } from "lucide-react";
import { Chip } from "@/ui";
import { deliveryLabel, type Delivery } from "../model";

const icons = {
  not_sent: Minus,
  queued: Clock,
  sent: Send,
  delivered: CheckCheck,
  opened: Eye,
  bounced: MailX,
  failed: Ban,
  answered: Check,
} as const;

/** How far what was sent to a guest has come. */
export function DeliveryChip({ delivery }: { delivery: Delivery }) {
  const { word, tone } = deliveryLabel(delivery);
  const Icon = icons[delivery];
  return (
    <Chip tone={tone} icon={<Icon aria-hidden size={12} strokeWidth={2} />}>
      {word}
    </Chip>
  );
}
