/** What kubectl is asked to do, as far as it can be told from its arguments. */
export interface Typed {
  /** "get", "wait", "rollout status", "logs", "top nodes". */
  readonly verb: string;
  /** The words after it: resources and names, "deployment/metrics-server". */
  readonly words: readonly string[];
  readonly namespace: string;
  /** `--flag=value` and `--flag`, without the dashes. */
  readonly flags: Readonly<Record<string, string>>;
}

const TWO_WORDS = ["rollout", "top", "auth"];

/** Takes kubectl's arguments apart as scenarios write them: `-n <namespace>`, every other value behind an equals sign. */
export function parseArgs(args: readonly string[]): Typed {
  const words: string[] = [];
  const flags: Record<string, string> = {};
  let namespace = "default";
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    if (arg === "-n" || arg === "--namespace") namespace = args[++at] ?? namespace;
    else if (arg.startsWith("-")) {
      const [flag = "", ...value] = arg.replace(/^--?/, "").split("=");
      flags[flag] = value.join("=");
    } else words.push(arg);
  }
  const length = TWO_WORDS.includes(words[0] ?? "") ? 2 : 1;
  return { verb: words.slice(0, length).join(" "), words: words.slice(length), namespace, flags };
}
