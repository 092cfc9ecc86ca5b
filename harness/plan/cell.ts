import type { Outcome } from "../scenario/types.ts";

/** One row of the matrix: a scenario on a platform with one fix. */
export interface Cell {
  /** `<scenario>/<distribution>-<version>/<fix>`: stable over runs. */
  readonly id: string;
  readonly scenario: string;
  readonly threads: readonly string[];
  readonly platform: CellPlatform;
  readonly fidelity: "reported" | "same mechanism";
  /** Only run with `--profile full`. */
  readonly profile?: "full";
  readonly fix: string;
  readonly claim: Outcome;
  readonly expected: Outcome;
  /** The healthy state it begins in: cells with the same one may run one after another on one cluster, each from a baseline of its own. */
  readonly stand: string;
  /** Clusters of one node that its stand weighs as much as, in halves; 1 where not said. */
  readonly weight?: number;
  /** Its fault changes the nodes or the API server themselves: on a shared cluster it comes after those that do not. */
  readonly changesNodes?: true;
  /** Wall seconds the cell is expected to take, for ordering and the progress display. */
  readonly estimateSeconds: number;
}

export interface CellPlatform {
  readonly distribution: string;
  readonly version: string;
  /** Kubernetes of the nodes, where `version` is not that. */
  readonly kubernetes?: string;
}

/** Without the `v`. */
export function kubernetesOf({ version, kubernetes = version }: CellPlatform): string {
  return kubernetes;
}

export type Verdict = "pass" | "fail" | "flaky" | "error" | "not run";

export type PhaseName = "stand" | "baseline" | "fault" | "symptom" | "fix" | "recovery" | "destroy";
