import type { Depth } from "../../plan/depth.ts";
import type { MadePlan } from "../../plan/make-plan.ts";
import type { ProfileChoice } from "../../plan/select/profile.ts";
import type { Shard } from "../../plan/shards/shard.ts";
import type { RunRequest } from "../../run/run.ts";
import type { PluginChoice } from "../plugin-option.ts";
import type { PointChoice } from "../point-option.ts";

/** What is asked of `faultline run`. */
export interface RunCommand extends PluginChoice, PointChoice, ProfileChoice {
  /** See makePlan. */
  readonly paired?: boolean;
  /** A step of something greater: it is not the newest run, and nobody is told of it. */
  readonly aside?: boolean;
  readonly selectors: readonly string[];
  readonly fresh: boolean;
  /** Without it as the profile has it. */
  readonly depth?: Depth;
  readonly attempts: number;
  readonly repeat: number;
  /** Say of every stand what `faultline diagnose` does. */
  readonly diagnose?: boolean;
  readonly parallel?: number;
  /** The run to go on with. */
  readonly resume?: string;
  /** The run whose cells to run again that were not as expected. */
  readonly failed?: string;
  readonly shard?: Shard;
  /** Go on with a cut run of the shard, if there is one. */
  readonly resumeCut?: boolean;
}

/** What is to be run, as far as it is known before anything is created. */
export type PlannedRun = Omit<RunRequest, "run" | "parallel" | "onEvent" | "progress"> &
  Pick<MadePlan, "budget">;
