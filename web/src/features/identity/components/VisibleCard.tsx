import { t } from "@lingui/core/macro";
import { messageOf } from "@/api";
import { Card, Select, toast } from "@/ui";
import { useChangeProfile, type Profile } from "../profile";

type Field = keyof Profile["visible"];
type Audience = Profile["visible"][Field];

const audiences = ["everyone", "hosts", "nobody"] as const satisfies readonly Audience[];

/** Who sees which field of the profile. */
export function VisibleCard({ profile }: { profile: Profile }) {
  const change = useChangeProfile();
  const labels: Record<Field, string> = {
    name: t`Your name`,
    picture: t`First picture`,
    pictures: t`Other pictures`,
    bio: t`A few words`,
    location: t`Town`,
    languages: t`Languages you speak`,
    interests: t`Interests`,
    gender: t`Gender`,
    birth_date: t`Your age`,
    attendance: t`That you're going`,
  };
  const options = [
    { id: "everyone", label: t`Everyone` },
    { id: "hosts", label: t`Hosts of events I ask to join` },
    { id: "nobody", label: t`Only me` },
  ];
  const save = (field: Field, value: string) => {
    const audience = audiences.find((one) => one === value);
    if (audience)
      change.mutate(
        { visible: { [field]: audience } },
        { onError: (error) => toast.error(messageOf(error)) },
      );
  };
  return (
    <Card title={t`Who sees what`}>
      <p className="mb-4 text-quiet">{t`Hosts always know who comes to their events. “Everyone” names you on an event's page.`}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        {(Object.keys(labels) as Field[]).map((field) => (
          <Select
            key={field}
            label={labels[field]}
            value={profile.visible[field]}
            options={options}
            onChange={(value) => save(field, value)}
          />
        ))}
      </div>
    </Card>
  );
}
