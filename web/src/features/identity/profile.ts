import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  client,
  meOptions,
  ok,
  upload,
  type FileRow,
  type Me,
  type ProfileInput,
  type ShownProfile,
} from "@/api";

export type Profile = Me["profile"];
export type Viewer = "host" | "everyone";

const keys = {
  all: ["profile-preview"] as const,
  as: (viewer: Viewer) => ["profile-preview", viewer] as const,
};

/** What others see of the account. */
export function usePreview(viewer: Viewer) {
  return useQuery({
    queryKey: keys.as(viewer),
    queryFn: () => ok(client.GET("/api/me/profile/preview", { params: { query: { as: viewer } } })),
  });
}

export function useChangeProfile() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (change: ProfileInput) => ok(client.PATCH("/api/me/profile", { body: change })),
    onSuccess: (profile) => {
      cache.setQueryData<Me>(meOptions.queryKey, (me) => me && { ...me, profile });
      void cache.invalidateQueries({ queryKey: keys.all });
    },
  });
}

/** Uploads a picture and puts it last on the profile. */
export function useAddPicture(profile: Profile) {
  const change = useChangeProfile();
  return useMutation({
    mutationFn: async (file: File) => {
      const form = new FormData();
      form.set("purpose", "profile_picture");
      form.set("file", file);
      const sent = await upload<FileRow>("/api/files", form);
      const pictures = [...profile.pictures.map((one) => one.id), sent.id];
      return change.mutateAsync({ pictures });
    },
  });
}

/** Gives the account a phone by the code that was sent there. */
export function useProvePhone() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: { phone: string; code: string }) =>
      ok(client.PUT("/api/me/phone", { body })),
    onSuccess: () => cache.invalidateQueries({ queryKey: meOptions.queryKey }),
  });
}

/** What a profile tells in a few words: age, gender, place, languages. */
export function factsOf({ age, gender, languages, location }: ShownProfile): string[] {
  const names = new Intl.DisplayNames([i18n.locale], { type: "language" });
  const words = { female: t`Female`, male: t`Male`, "non-binary": t`Non-binary` };
  const facts = [
    age !== null && t`Age ${age}`,
    gender && words[gender],
    location,
    ...languages.map((code) => names.of(code) ?? code),
  ];
  return facts.filter((fact): fact is string => Boolean(fact));
}
