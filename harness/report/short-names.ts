export interface ShortNames {
  /** "kind-1.32.5", when every cell is on it; then it need not be said of each. */
  readonly platform: string | undefined;
  /** The cell's id, without the platform if that is everybody's. */
  readonly nameOf: (id: string) => string;
}

/** Names for a narrow column from ids of the form `<scenario>/<platform>/<fix>`. */
export function shortNames(ids: Iterable<string>): ShortNames {
  const platforms = new Set([...ids].map((id) => id.split("/")[1]));
  const [platform] = platforms;
  if (platforms.size !== 1 || platform === undefined) return { platform: undefined, nameOf: (id) => id };
  return { platform, nameOf: (id) => id.replace(`/${platform}/`, "/") };
}
