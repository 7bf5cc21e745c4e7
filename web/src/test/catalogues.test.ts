import { getConfig } from "@lingui/conf";
import { getCatalogs } from "@lingui/cli/api";
import { expect, test } from "vitest";

const config = getConfig();

test("catalogues hold the messages of the source, each of them translated", async () => {
  const [catalog] = await getCatalogs(config);
  const messages = Object.keys((await catalog?.collect()) ?? {}).sort();
  expect(messages.length).toBeGreaterThan(0);

  for (const locale of config.locales) {
    const catalogue = (await catalog?.read(locale)) ?? {};
    expect(Object.keys(catalogue).sort(), `${locale}: run npm run i18n`).toEqual(messages);
    const untranslated = Object.values(catalogue).filter((one) => !one.translation || one.obsolete);
    expect(untranslated.map((one) => one.message)).toEqual([]);
  }
}, 60_000);

test("every catalogue compiles", async () => {
  const compiled = import.meta.glob<{ messages: object }>("../locales/*.po");
  expect(Object.keys(compiled)).toHaveLength(config.locales.length);
  for (const load of Object.values(compiled))
    expect(Object.keys((await load()).messages).length).toBeGreaterThan(0);
});
