import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import importX from "eslint-plugin-import-x";
import hooks from "eslint-plugin-react-hooks";
import { readdirSync } from "node:fs";
import tseslint from "typescript-eslint";

const features = readdirSync("src/features");
const within = (target, from, message) => ({ target, from, message });

/** One direction: app → features → ui, lib, api. A feature is reached by its index alone. */
const zones = [
  within(
    "./src/ui",
    ["./src/app", "./src/features", "./src/api"],
    "ui knows no data and no feature.",
  ),
  within(
    "./src/lib",
    ["./src/app", "./src/features", "./src/api", "./src/ui"],
    "lib stands alone.",
  ),
  within("./src/api", ["./src/app", "./src/features", "./src/ui"], "api knows no screen."),
  within("./src/rsvp", ["./src/app", "./src/features"], "The guest page stays light."),
  {
    ...within("./src/rsvp", "./src/ui", "The guest page takes the tokens alone."),
    except: ["./tokens.css"],
  },
  {
    ...within("./src/rsvp", "./src/api", "The guest page takes the socket alone."),
    except: ["./live.ts"],
  },
  within("./src/features", ["./src/app"], "Features know nothing of the roof."),
  ...features.flatMap((name) =>
    features
      .filter((other) => other !== name)
      .map((other) => ({
        ...within(
          `./src/features/${name}`,
          `./src/features/${other}`,
          "Reach another feature by its index.ts.",
        ),
        except: ["./index.ts"],
      })),
  ),
];

export default tseslint.config(
  { ignores: ["src/api/client/schema.ts", "src/api/facts.ts"] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    files: ["src/**/*.{ts,tsx}"],
    languageOptions: {
      parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname },
    },
    plugins: { "import-x": importX, "react-hooks": hooks },
    settings: { "import-x/resolver-next": [createTypeScriptImportResolver()] },
    rules: {
      ...hooks.configs.recommended.rules,
      "react-hooks/incompatible-library": "off",
      "import-x/no-restricted-paths": ["error", { zones }],
      "import-x/no-cycle": ["error", { maxDepth: 6 }],
      "max-lines": ["error", { max: 250, skipBlankLines: false, skipComments: false }],
      "max-lines-per-function": ["error", { max: 150 }],
      "@typescript-eslint/no-misused-promises": [
        "error",
        { checksVoidReturn: { attributes: false } },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    },
  },
  { files: ["src/**/*.test.{ts,tsx}"], rules: { "max-lines-per-function": "off" } },
);
