import { Option } from "commander";
import { UsageError } from "../../usage-error.ts";
import { platformName } from "../cell-platform.ts";
import type { Candidate } from "./terms.ts";

export type Profile = "default" | "full";

/** `full` adds the platforms that cost a build of minutes where their images cannot be pulled. */
export function profileOption(): Option {
  return new Option("--profile <name>", "full: also the platforms that take minutes to build")
    .choices(["default", "full"])
    .default("default");
}

/** The cells a profile holds. @throws UsageError where it holds none of those that were asked for. */
export function inProfile(picked: readonly Candidate[], profile: Profile): readonly Candidate[] {
  const held = picked.filter(({ cell }) => profile === "full" || cell.profile === undefined);
  if (held.length > 0) return held;
  const platforms = [...new Set(picked.map(({ cell }) => platformName(cell.platform)))].join(", ");
  throw new UsageError(`nothing but ${platforms} is selected, which only --profile full runs`);
}
