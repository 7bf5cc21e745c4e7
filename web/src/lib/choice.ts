/** Parses a search parameter as one of the choices. Returns undefined if it isn't one. */
export function choiceOf<Choice extends string>(
  choices: readonly Choice[],
  text: string | undefined,
): Choice | undefined {
  return choices.find((choice) => choice === text);
}
