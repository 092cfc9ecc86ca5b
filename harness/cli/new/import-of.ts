import { extname, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** Where a scenario has its words from: of the package, and of a clone. */
const MODULES = {
  config: ["faultline", "harness/cli/config/define.ts"],
  define: ["faultline", "harness/scenario/define.ts"],
  allowedChanges: ["faultline/words", "harness/scenario/words/allowed-changes.ts"],
  signs: ["faultline/words", "harness/scenario/words/signs.ts"],
  waits: ["faultline/words", "harness/scenario/words/waits.ts"],
  edits: ["faultline/edits", "stacks/edits/metrics-server.ts"],
  healthy: ["faultline/healthy", "stacks/healthy/kind.ts"],
} as const;

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
/** A package is built; a clone runs as it is written. */
const IS_PACKAGE = extname(import.meta.url) === ".js";

/** The module to import from in a file of `dir` (absolute). */
export function moduleFor(name: keyof typeof MODULES, dir: string): string {
  const [ofPackage, ofClone] = MODULES[name];
  if (IS_PACKAGE) return ofPackage;
  const path = relative(dir, `${ROOT}${ofClone}`).split(sep).join("/");
  return path.startsWith(".") ? path : `./${path}`;
}
