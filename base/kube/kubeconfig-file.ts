import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { complaintsOf, type PlacedYaml, placedYaml } from "../text/placed-yaml.ts";
import { whatIsWrong } from "../text/what-is-wrong.ts";
import { KubeconfigError } from "./errors.ts";
import { type Kubeconfig, kubeconfigSchema } from "./kubeconfig-schema.ts";

/** Where the text of a kubeconfig comes from. */
export interface Origin {
  /** As errors call it. */
  readonly name: string;
  /** Relative paths in it are relative to this folder. */
  readonly folder: string;
}

/** One kubeconfig that was read. */
export interface KubeconfigFile extends Origin {
  readonly config: Kubeconfig;
  /** `file:line:column` of what is at a path in it. */
  at(path: readonly PropertyKey[]): string;
}

/** @throws KubeconfigError with file:line:column of the first thing that is wrong, because a file of something else is wrong throughout. */
export function parseKubeconfig(text: string, { name, folder }: Origin): KubeconfigFile {
  const placed = placedYaml(text, name);
  const [syntax] = placed.errors;
  if (syntax !== undefined) throw new KubeconfigError(syntax);
  const result = kubeconfigSchema.safeParse(said(placed));
  if (!result.success) {
    const [first = name] = complaintsOf(placed, result.error);
    throw new KubeconfigError(first, { cause: result.error });
  }
  return { name, folder, config: result.data, at: placed.at };
}

/** An alias of nothing, or of too much, shows only now. */
function said(placed: PlacedYaml): unknown {
  try {
    return placed.value();
  } catch (cause) {
    throw new KubeconfigError(`${placed.at([])}: ${whatIsWrong(cause)}`, { cause });
  }
}

/** The files that kubectl reads, the one that is named or those of $KUBECONFIG, else ~/.kube/config. */
export function kubeconfigPaths(
  env: Readonly<Record<string, string | undefined>>,
  named?: string,
): readonly string[] {
  if (named !== undefined) return [named];
  const listed = [...new Set(env.KUBECONFIG?.split(delimiter))].filter((path) => path !== "");
  return listed.length > 0 ? listed : [join(env.HOME ?? homedir(), ".kube", "config")];
}
