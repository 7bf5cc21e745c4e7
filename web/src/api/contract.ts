/**
 * Holds the shapes written by hand against the generated ones: a path, a verb, or a field this app reads and the API
 * doesn't have is an error of `npm run typecheck`, named in the message.
 */
import type { paths } from "./client/schema";
import type { Paths } from "./pending";

type Ok<Answers> = {
  [Status in keyof Answers & (200 | 201)]: Answers[Status] extends {
    content: { "application/json": infer Body };
  }
    ? Body
    : never;
}[keyof Answers & (200 | 201)];
type Answer<Operation> = Operation extends { responses: infer Answers } ? Ok<Answers> : never;
type Sent<Operation> = Operation extends
  | { requestBody: { content: { "application/json": infer Body } } }
  | { requestBody?: { content: { "application/json": infer Body } } }
  ? Body
  : never;
type KeysOf<T> = T extends unknown ? keyof T : never;
/** What is optional here is shown where it comes and missed nowhere. */
type Needed<T> = T extends unknown
  ? { [K in keyof T]: undefined extends T[K] ? never : K }[keyof T]
  : never;
type Row<T> = T extends { items: (infer One)[] } ? One : T;
type Verb<P extends keyof paths, M> = M extends keyof paths[P]
  ? Exclude<paths[P][M], undefined>
  : never;

/** Fields that the API accepts under another name than it documents. */
type Alias = "name" | "role";

type Drift<P extends keyof Paths & keyof paths> = {
  [M in keyof Paths[P]]: [Verb<P, M>] extends [never]
    ? `${Uppercase<M & string>} ${P} is missing`
    : | Unknown<
          Needed<Row<Answer<Paths[P][M]>>>,
          Row<Answer<Verb<P, M>>>,
          `${Uppercase<M & string>} ${P} doesn't answer`
        >
      | Unknown<
          KeysOf<Sent<Paths[P][M]>>,
          Sent<Verb<P, M>>,
          `${Uppercase<M & string>} ${P} doesn't take`
        >;
}[keyof Paths[P]];

type Unknown<Keys, Theirs, Words extends string> = [KeysOf<Theirs>] extends [never]
  ? never
  : Exclude<Keys, KeysOf<Theirs> | Alias> extends infer Field
    ? Field extends string
      ? `${Words} ${Field}`
      : never
    : never;

type AllDrift = { [P in keyof Paths & keyof paths]: Drift<P> }[keyof Paths & keyof paths];

/** Compiles only while nothing has drifted. */
export const drift: [AllDrift] extends [never] ? true : AllDrift = true;
