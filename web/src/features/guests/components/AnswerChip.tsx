import { Check, Clock, Minus, X } from "lucide-react";
import type { AttendeeStatus } from "@/api";
import { Chip } from "@/ui";
import { answerLabel } from "../model";

const icons = {
  going: Check,
  declined: X,
  pending: Minus,
  waitlisted: Clock,
  canceled: X,
} as const;

export function AnswerChip({ status }: { status: AttendeeStatus }) {
  const { word, tone } = answerLabel(status);
  const Icon = icons[status];
  return (
    <Chip tone={tone} icon={<Icon aria-hidden size={12} strokeWidth={2} />}>
      {word}
    </Chip>
  );
}
