import type { Scenario } from "../../scenario/types.ts";
import { parseArgs } from "../as-kubectl/parse-args.ts";
import { namedObservables } from "./see-named.ts";

/** On whose behalf a scenario asks for figures; undefined where it asks as whoever has the kubeconfig. */
export function userOf(scenario: Scenario): string | undefined {
  return namedObservables([scenario])
    .flatMap((observable) => (observable.kind === "kubectl" ? [parseArgs(observable.args).flags.as] : []))
    .find((user) => user !== undefined);
}
