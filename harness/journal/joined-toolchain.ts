import { EXIT_CODES } from "../../base/exit-codes.ts";
import { FaultlineError } from "../../base/faultline-error.ts";
import type { JournalEntry } from "./events.ts";

type Toolchain = Omit<Extract<JournalEntry, { type: "run.toolchain" }>, "type">;

/** Parts of one matrix were made with different components: the matrix could not say what its rows are of. */
class ToolchainsDiffer extends FaultlineError {
  readonly code = "TOOLCHAINS_DIFFER";
  readonly exit = EXIT_CODES.environment.code;
}

/**
 * What several parts of one run used, each component once: who has fewer cells needs fewer of them.
 * @throws ToolchainsDiffer where one is there in two versions.
 */
export function joinedToolchain(parts: readonly Toolchain[]): Toolchain {
  const components = parts.flatMap((part) => part.components);
  const distinct = new Map(components.map((each) => [JSON.stringify(each), each]));
  for (const [component, same] of Map.groupBy(distinct.values(), (each) => each.component)) {
    const [version, other] = new Set(same.map((each) => each.version));
    if (version !== undefined && other !== undefined)
      throw new ToolchainsDiffer(
        `${component} is ${version} in one part and ${other} in another; run all parts with one toolchain`,
      );
  }
  return {
    components: [...distinct.values()],
    standIns: [...new Set(parts.flatMap(({ standIns }) => standIns))],
  };
}
