/** Something wrong with a scenario, at a property path of the object given to `defineScenario`. */
export interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** `key`: the property itself should not be there, so its name is what to point at, not its value. */
  readonly at?: "key";
  /** A text of the file that says it, where the property is a function: the literal itself is pointed at. */
  readonly word?: string;
}

/** The path as one writes it: `fixes[0].expect.outcome`. */
export function pathText(path: Problem["path"]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[${part}]` : text === "" ? part : `${text}.${part}`),
    "",
  );
}
