import type { OwnPlugin } from "../../provider/install.ts";
import type { CellEntry } from "../journal/events.ts";
import type { Cell, Verdict } from "../plan/cell.ts";

/** Everything a worker process needs to live one cell; sent as its first message. */
export interface CellOrder {
  readonly cell: Cell;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Folder with the scenario files. */
  readonly scenarios: string;
  /** Name of the Pulumi stack, the cluster and the network: "faultline-…". */
  readonly standName: string;
  /** Working folder of the stand (kubeconfig, Pulumi work dir); shared by the cells of one stand. */
  readonly workDir: string;
  readonly pulumiHome: string;
  /** Plugins the worker serves itself; Pulumi starts the others. */
  readonly ownPlugins: readonly OwnPlugin[];
  /** Absolute paths of the programs to use. */
  readonly tools: { readonly pulumi: string; readonly kubectl: string };
  readonly nodeImage: string;
  /** The cell that the stand has served before, if any. */
  readonly after?: string;
  /** Ask what `faultline diagnose` says of the cluster, before the fault and when it shows. */
  readonly diagnose?: boolean;
  /** True for the last cell of a stand: the worker destroys it. */
  readonly last: boolean;
}

export type ToWorker = { readonly type: "order"; readonly order: CellOrder } | { readonly type: "abort" };

export type FromWorker =
  /** `at` is when the worker saw it, in milliseconds since the epoch. */
  | { readonly type: "entry"; readonly at: number; readonly entry: CellEntry }
  | { readonly type: "done"; readonly result: CellResult }
  /** The worker itself broke: not a verdict on the cell. */
  | { readonly type: "crashed"; readonly message: string };

export interface CellResult {
  readonly verdict: Verdict;
  /** False when the stand cannot serve another cell (destroyed, or in an unknown state). */
  readonly standUsable: boolean;
}
