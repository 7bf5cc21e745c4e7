import { transformAsync } from "@babel/core";
import type { Plugin } from "vite";

/** Expands the message macros; everything else about TypeScript and JSX stays with Vite. */
export function messageMacros(): Plugin {
  return {
    name: "convite:message-macros",
    enforce: "pre",
    async transform(code, id) {
      const file = id.split("?")[0] ?? id;
      if (!/\/src\/.*\.tsx?$/.test(file) || !code.includes('/macro"')) return null;
      const result = await transformAsync(code, {
        filename: file,
        babelrc: false,
        configFile: false,
        sourceMaps: true,
        parserOpts: { plugins: ["typescript", "jsx"] },
        plugins: ["@lingui/babel-plugin-lingui-macro"],
      });
      return result?.code ? { code: result.code, map: result.map ?? null } : null;
    },
  };
}
