import type { Plugin } from "vite";

interface Chunk {
  type: "chunk";
  fileName: string;
  facadeModuleId: string | null;
  isEntry: boolean;
  imports: string[];
  viteMetadata?: { importedCss: Set<string>; importedAssets: Set<string> };
}

const wanted = [
  /\/features\/checkin\/pages\/DoorPage\.tsx$/,
  /\/src\/locales\/\w+\.po$/,
  /barcode-detector.*ponyfill/,
];

/** Writes `door-files.json`: what the door's page is made of, for its service worker to keep. */
export function doorFiles(): Plugin {
  return {
    name: "convite:door-files",
    apply: "build",
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter(
        (one) => one.type === "chunk",
      ) as unknown as Chunk[];
      const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
      const files = new Set<string>();
      const add = (chunk: Chunk | undefined) => {
        if (!chunk || files.has(chunk.fileName)) return;
        files.add(chunk.fileName);
        for (const name of [
          ...(chunk.viteMetadata?.importedCss ?? []),
          ...(chunk.viteMetadata?.importedAssets ?? []),
        ])
          files.add(name);
        chunk.imports.forEach((name) => add(byName.get(name)));
      };
      for (const chunk of chunks) {
        const id = chunk.facadeModuleId ?? "";
        if (chunk.isEntry || wanted.some((pattern) => pattern.test(id))) add(chunk);
      }
      for (const name of Object.keys(bundle))
        if (/zxing_reader.*\.wasm$|latin-wght-normal.*\.woff2$/.test(name)) files.add(name);
      this.emitFile({
        type: "asset",
        fileName: "door-files.json",
        source: JSON.stringify([...[...files].map((name) => `/${name}`), "/assets/icon.svg"]),
      });
    },
  };
}
