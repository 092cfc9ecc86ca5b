import { Option } from "commander";
import { wholeNumber } from "../../whole-number.ts";
import type { Depth } from "../depth.ts";

export const PROFILES = ["quick", "default", "full"] as const;

/** How much of the catalog a run has that names no cells itself; each has what the one before it has. */
export type Profile = (typeof PROFILES)[number];

/** What `profileOption` and `budgetOption` give a command. */
export interface ProfileChoice {
  readonly profile: Profile;
  /** Minutes that building and cells may take as planned. */
  readonly budget?: number;
}

/** The label of the scenarios of which the quick profile has cells. */
export const QUICK_TAG = "first-reports";

const PROFILE_HELP =
  "quick: one healing fix and one control of the reports that faultline was built for; default: each scenario on one platform, with its healing fixes, one control and doing nothing, as much of it as an hour holds; full: every fix, platform and version. What is selected by name is run whole, full adds to it the platforms that take minutes to build";

export function profileOption(): Option {
  return new Option("--profile <name>", PROFILE_HELP).choices(PROFILES).default("default");
}

export function budgetOption(): Option {
  return new Option(
    "--budget <minutes>",
    "what tells least for its time is left out until building and cells fit, by plan; without selectors the default profile has 60, all else none",
  ).argParser(wholeNumber(MOST_MINUTES));
}

const MOST_MINUTES = 24 * 60;

/** What is asked of each scenario where a command does not say it. */
export function depthIn(profile: Profile): Depth {
  return profile === "quick" ? "fixes" : "default";
}

const HOUR = 60;

/** Minutes that a run may take as planned; nobody who names cells waits less for them. */
export function budgetIn({ profile, budget }: ProfileChoice, isNamed: boolean): number | undefined {
  return budget ?? (profile === "default" && !isNamed ? HOUR : undefined);
}
