import type { Cell, PhaseName, Verdict } from "../plan/cell.ts";
import type { Outcome } from "../scenario/types.ts";

export const JOURNAL_VERSION = 1;

/** Every line of journal.ndjson. `at` is ISO 8601 with milliseconds; `cell` is absent on events of the whole run. */
export type JournalEvent = {
  readonly v: typeof JOURNAL_VERSION;
  readonly at: string;
  readonly run: string;
} & JournalEntry;

/** An event before it is stamped: what the code that saw something writes down. */
export type JournalEntry = RunEntry | ({ readonly cell: string; readonly attempt: number } & CellEntry);

type RunEntry =
  | { readonly type: "run.started"; readonly host: HostFacts; readonly argv: readonly string[] }
  | {
      readonly type: "run.toolchain";
      readonly components: readonly ComponentIdentity[];
      readonly standIns: readonly string[];
    }
  | {
      readonly type: "run.planned";
      readonly cells: readonly Cell[];
      readonly notRun: readonly { cell: Cell; reason: string }[];
    }
  | {
      readonly type: "run.ended";
      readonly outcome: "complete" | "interrupted" | "failed";
      readonly message?: string;
      readonly cost?: MachineCost;
    };

/** What a run cost the whole machine, everything else on it included. */
export interface MachineCost {
  /** CPU time of all processes, milliseconds. */
  readonly cpuMs: number;
  /** Most memory in use above what was in use at the start, MB. */
  readonly peakMemoryMb: number;
}

export type CellEntry =
  | { readonly type: "cell.started" }
  | { readonly type: "phase.started"; readonly phase: PhaseName }
  | {
      readonly type: "phase.ended";
      readonly phase: PhaseName;
      readonly outcome: PhaseOutcome;
      readonly message?: string;
    }
  | { readonly type: "diff"; readonly phase: PhaseName; readonly changes: readonly ResourceChange[] }
  | {
      readonly type: "act";
      readonly phase: PhaseName;
      readonly command: string;
      readonly exit: number;
      readonly text: string;
    }
  | { readonly type: "sample"; readonly phase: PhaseName; readonly sample: Sample }
  | { readonly type: "nodes"; readonly phase: PhaseName; readonly ready: readonly string[] }
  | {
      readonly type: "cell.ended";
      readonly verdict: Verdict;
      readonly observed: Outcome | null;
      readonly reason?: string;
    };

export type PhaseOutcome = "ok" | "failed" | "interrupted";

/** One look at the cluster. `vantage` names the API server asked ("control-plane", "load-balancer" …). */
export type Sample =
  | {
      /** A finished command: `observable` is "top nodes", "top pods -A", "raw <path>" or "kubectl <args>". */
      readonly kind: "command";
      readonly observable: string;
      readonly vantage: string;
      readonly startedAt: string;
      readonly endedAt: string;
      readonly exit: number;
      readonly text: string;
    }
  | {
      /** The Available condition of v1beta1.metrics.k8s.io, one per watch event. */
      readonly kind: "apiservice";
      readonly vantage: string;
      readonly seenAt: string;
      readonly present: boolean;
      readonly status: string;
      readonly reason: string;
      readonly message: string;
    }
  | {
      readonly kind: "log";
      /** Absent: metrics-server's. Of a vCluster's control plane only the lines that a signature speaks of are kept. */
      readonly of?: "vcluster";
      readonly pod: string;
      readonly seenAt: string;
      readonly text: string;
    }
  | {
      /** A Kubernetes Event of kube-system; `count` as the cluster last said. */
      readonly kind: "event";
      readonly seenAt: string;
      readonly object: string;
      readonly reason: string;
      readonly text: string;
      readonly count: number;
    }
  | {
      /** The metrics-server pod as last seen by watch. */
      readonly kind: "pod";
      readonly seenAt: string;
      readonly pod: string;
      /** Name of the node it was scheduled to; absent before. */
      readonly node?: string;
      readonly ready: boolean;
      readonly restarts: number;
      readonly startedAt: string | null;
      readonly readyAt: string | null;
      /** The pod was deleted. */
      readonly gone?: true;
    }
  | {
      readonly kind: "namespace";
      readonly seenAt: string;
      readonly name: string;
      readonly phase: string;
      readonly conditions: readonly { type: string; status: string; reason: string; message: string }[];
    }
  | {
      /** A node's `spec.unschedulable` at first sight and at each change. */
      readonly kind: "node";
      readonly seenAt: string;
      readonly name: string;
      readonly unschedulable: boolean;
      /** Before; null at first sight. */
      readonly was: boolean | null;
    };

/** What Pulumi's preview says of one resource: `paths` are property paths from detailedDiff. */
export interface ResourceChange {
  readonly urn: string;
  /** Last part of the Pulumi type, e.g. "Deployment". */
  readonly resource: string;
  readonly name: string;
  readonly op: "create" | "update" | "delete" | "replace";
  readonly paths: readonly PropertyChange[];
}

export interface PropertyChange {
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface HostFacts {
  readonly os: string;
  readonly kernel: string;
  readonly cpus: number;
  readonly memoryMb: number;
  readonly cgroup: "v1" | "v2";
  readonly engine: string;
}

export interface ComponentIdentity {
  readonly component: string;
  readonly version: string;
  /** `release`: the upstream artefact; `source`: built here from the named modules or packages; `host`: the machine's own. */
  readonly origin: "release" | "source" | "host";
  /** Content digest of the artefact in the cache, or the host tool's own version line. */
  readonly identity: string;
}
