import { getConfig } from "@lingui/conf";
import { getCatalogs } from "@lingui/cli/api";
import { expect, test } from "vitest";

const config = getConfig();

test("catalogues hold the messages of the source, each of them translated", async () => {
  const [catalog] = await getCatalogs(config);
  const said = Object.keys((await catalog?.collect()) ?? {}).sort();
  expect(said.length).toBeGreaterThan(0);

  for (const locale of config.locales) {
    const kept = (await catalog?.read(locale)) ?? {};
    expect(Object.keys(kept).sort(), `${locale}: run npm run i18n`).toEqual(said);
    const bare = Object.values(kept).filter((one) => !one.translation || one.obsolete);
    expect(bare.map((one) => one.message)).toEqual([]);
  }
}, 60_000);

test("every catalogue compiles", async () => {
  const compiled = import.meta.glob<{ messages: object }>("../locales/*.po");
  expect(Object.keys(compiled)).toHaveLength(config.locales.length);
  for (const load of Object.values(compiled))
    expect(Object.keys((await load()).messages).length).toBeGreaterThan(0);
});
