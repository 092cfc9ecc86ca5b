import type { Distribution, StandSpec } from "../../stacks/spec.ts";

/**
 * One documented fault. Data with pure functions: where it was reported, the healthy state, the edit that breaks it,
 * how the break shows, and every documented fix with what upstream claims and what we expect.
 */
export interface Scenario {
  /** Kebab case, unique, equal to the file's name without `.ts`. */
  readonly id: string;
  /** Number in the catalog of failure modes (`modes.ts` beside the scenarios), e.g. "F1". */
  readonly mode: string;
  readonly title: string;
  readonly sources: readonly Source[];
  /** Free labels for selectors: "kubelet", "tls", "rbac", "apiservice", "network", "startup" … */
  readonly tags: readonly string[];
  /** What the reports say they ran, in their words. */
  readonly reportedOn: string;
  readonly platforms: readonly Platform[];
  /** What the report or its retelling gets wrong, as shown by a cell or a source. */
  readonly corrections?: readonly string[];
  readonly healthy: (platform: Platform) => StandSpec;
  readonly fault: Fault;
  readonly symptom: Symptom;
  readonly fixes: readonly Fix[];
}

/** The catalog of failure modes: kinds of fault by number, of which scenarios are instances. */
export type FailureModes = Readonly<Record<string, FailureMode>>;

export interface FailureMode {
  readonly title: string;
  /** What goes wrong, in one sentence. */
  readonly meaning: string;
  /** Why no scenario shows it; left out when one does. */
  readonly absent?: string;
}

export interface Source {
  /** GitHub thread "owner/repo#n", or a documentation URL. */
  readonly ref: string;
  readonly kind: "report" | "related" | "documentation";
  /** Verbatim words of the source, where we have them. */
  readonly quote?: string;
}

/** How near a platform is to the one that the reports say they ran. */
export const FIDELITIES = ["reported", "same mechanism"] as const;

export interface Platform {
  /** `vcluster`: a virtual cluster on a kind host. */
  readonly distribution: Distribution | "vcluster";
  /** Kubernetes version without the `v`; of a vCluster its own, e.g. "0.20.0". */
  readonly version: string;
  /** Kubernetes of the nodes, where `version` is not that. */
  readonly kubernetes?: string;
  readonly fidelity: (typeof FIDELITIES)[number];
  /** Costs a build of minutes where its image cannot be pulled: only run with `--profile full`. */
  readonly profile?: "full";
}

export interface Fault {
  readonly summary: string;
  readonly edit: Edit;
  /** Everything the preview's diff may touch; anything else ends the cell in `error`. */
  readonly allowedChanges: readonly Touch[];
  /** Imperative stimuli after the edit (a `kubectl delete namespace`), in order. */
  readonly act?: readonly Act[];
  /** The fault waits until every container is older than this, in seconds, by the kubelet's figures: where a young cluster would hide it. */
  readonly settleSeconds?: number;
  /** What puts right by hand what acts have left, before the stand serves another cell; the program does not know of it. */
  readonly undo?: readonly Act[];
}

/** Pure: the same spec in, the same spec out. */
export type Edit = (spec: StandSpec) => StandSpec;

/**
 * A resource (its Pulumi type's last part, e.g. "Deployment", "APIService", "NodeRule", "KindCluster") and a property path
 * prefix within it, e.g. "spec.template.spec.containers[0].args". An empty path allows create, delete and any property.
 */
export interface Touch {
  readonly resource: string;
  readonly path: string;
}

/** A command a reporter would type; `kubectl` holds its arguments. `expectExit` defaults to 0. */
export interface Act {
  readonly kubectl: readonly string[];
  /** Asked of the cluster that a virtual cluster runs on, not of the virtual one. */
  readonly on?: "host";
  /**
   * A kubectl command whose output words are appended to `kubectl`, for objects whose names only the cluster knows (CSRs).
   * With `until`, no words count as "not yet"; without, the act fails.
   */
  readonly namesFrom?: readonly string[];
  readonly why: string;
  readonly expectExit?: number;
  readonly timeoutSeconds?: number;
  /** Repeat until the exit code and, if given, the output are as wanted: waiting for a CSR to appear, say. */
  readonly until?: { readonly output: RegExp; readonly withinSeconds: number };
}

export interface Symptom {
  /** All must be seen within the deadline; each gives alternatives of its own. */
  readonly signatures: readonly Signature[];
  readonly withinSeconds: number;
  /**
   * `persists`: the failing observable must not succeed once for this long after it was first seen (longer than a healthy
   * start takes). `transient`: it must clear by itself within this time.
   */
  readonly persists?: { readonly seconds: number };
  readonly transient?: { readonly clearsWithinSeconds: number };
  /**
   * What recovery is where it is not "the metrics API works again" (a stale APIService is healed by having none): all hold at
   * once, sustained; while the fault is on and during a control they must not. The same kinds of signature as above.
   */
  readonly recovery?: readonly Signature[];
  /**
   * With a `recovery` of its own: what commands show as long as it has not come, because that something good was not seen is no proof.
   * Left out, the commands among the signatures show it.
   */
  readonly unhealed?: readonly CommandSignature[];
  /** Commands that keep working while the fault is on: what makes it puzzling. */
  readonly staysNormal?: readonly Observable[];
  /**
   * Of several servers, where the commands fail. By default anywhere: the one that has failed longest counts. `away from the pod`: on
   * every server without a metrics-server pod, while those with one work but for single misses; a load balancer may do either.
   */
  readonly vantage?: "away from the pod";
  /** Seconds a look waits for its answer while the fault is on, 10 by default: a server that dials in vain says so after 30. */
  readonly patienceSeconds?: number;
  /** The failing command to print to a person, e.g. "kubectl top nodes". */
  readonly command: string;
}

/** What is looked at. `top-nodes` and `top-pods` run `kubectl top`, `raw` is an authenticated GET that keeps the body. */
export type Observable =
  | { readonly kind: "top-nodes" }
  | { readonly kind: "top-pods" }
  | { readonly kind: "raw"; readonly path: string }
  | { readonly kind: "kubectl"; readonly args: readonly string[] };

/** How the fault shows, as data. Patterns match anywhere in the text. */
export type Signature =
  | {
      readonly kind: "command";
      readonly on: Observable;
      readonly exit: number | "non-zero" | "any";
      readonly text: readonly RegExp[];
    }
  | {
      readonly kind: "apiservice";
      /** Status of the Available condition. */
      readonly status: "True" | "False";
      readonly reason: readonly string[];
      readonly message?: readonly RegExp[];
      /** Another server's True has followed this often. Reading the condition would not show that it flaps; the watch does. */
      readonly overwritten?: number;
    }
  | {
      readonly kind: "log";
      /** Whose log; metrics-server's where not said. */
      readonly of?: LogSource;
      readonly text: readonly RegExp[];
    }
  | { readonly kind: "event"; readonly reason: string; readonly text: readonly RegExp[] }
  | {
      readonly kind: "namespace";
      readonly name: string;
      readonly condition: string;
      readonly text: readonly RegExp[];
    }
  /** A node's `spec.unschedulable` changing, however short-lived: seen by watch. */
  | { readonly kind: "node"; readonly unschedulable: { readonly from: boolean; readonly to: boolean } };

/** How a command shows the fault. */
export type CommandSignature = Extract<Signature, { kind: "command" }>;

/** What is followed: metrics-server of the cluster that is asked, or the control plane of a vCluster on its host. */
export type LogSource = "metrics-server" | "vcluster";

export const OUTCOMES = [
  /** The observable recovers from every vantage point, sustained. */
  "heals",
  /** The symptom stays for the whole deadline. */
  "no effect",
  /** The tool refuses the change (exit code and text are in the journal). */
  "refused",
  /** Only for transient symptoms: the noise is gone but the service is ready no sooner than with the fault. */
  "hides",
] as const;

/** What a fix does. */
export type Outcome = (typeof OUTCOMES)[number];

export interface Fix {
  /** Kebab case, unique in the scenario. */
  readonly id: string;
  readonly title: string;
  readonly edit: Edit;
  readonly allowedChanges: readonly Touch[];
  readonly act?: readonly Act[];
  /** A later change for another reason, after the acts: what becomes of a fix that the program does not know of. */
  readonly afterwards?: Edit;
  /** Tried on platforms of this version or later only: where the fix came with it. */
  readonly fromVersion?: string;
  /** What is said to work, by whom. */
  readonly claim: { readonly outcome: Outcome; readonly by: string; readonly quote?: string };
  readonly expect: Expectation & {
    /** Another expectation from this version of the platform on. */
    readonly from?: Expectation & { readonly version: string };
  };
  /** A popular or documented wrong fix that must not heal: the control of this scenario. */
  readonly control?: true;
  /** Seconds within which a healing fix must show (for `no effect`: how long we watch it not heal). */
  readonly withinSeconds: number;
}

export interface Expectation {
  readonly outcome: Outcome;
  /** With `refused`, and only then: what the tool says to it. A change that fails in other words is the harness's trouble. */
  readonly refusal?: RegExp;
  readonly why: string;
}
