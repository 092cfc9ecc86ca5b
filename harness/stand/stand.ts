import type { StandSpec } from "../../stacks/spec.ts";
import type { ResourceChange } from "../journal/events.ts";

/** One cluster and what runs on it, moved between desired states by Pulumi. One operation at a time; a preview may overlap. */
export interface Stand {
  /** What `up` would change, without changing it. */
  preview(spec: StandSpec, options?: StandOperation): Promise<ResourceChange[]>;
  /** Makes the stand be `spec`. It does not wait for what a fault may break: see stacks/workloads/unawaited.ts. */
  up(spec: StandSpec, options?: StandOperation): Promise<StandUp>;
  /** Reads the world back into the state; the changes are what drifted. */
  refresh(options?: StandOperation): Promise<ResourceChange[]>;
  /** Removes cluster and network; what is inside the cluster goes with it, unasked. */
  destroy(options?: StandOperation): Promise<void>;
}

export interface StandOperation {
  /** Interrupts the operation; Pulumi finishes or cancels the resource at hand and keeps its state. */
  readonly signal?: AbortSignal;
  /** Called when the engine begins with a resource. */
  readonly onChange?: (change: ResourceChange) => void;
}

export interface StandUp {
  readonly changes: ResourceChange[];
  /** Path of a file only the owner can read. */
  readonly kubeconfig: string;
  /** Where the stand is a virtual cluster: the cluster it runs on. */
  readonly host?: { readonly kubeconfig: string };
  readonly servers: readonly { readonly name: string; readonly url: string }[];
  /** Container names, control planes first. */
  readonly nodes: readonly string[];
}

export interface StandOptions {
  /** Name of the Pulumi stack. */
  readonly name: string;
  /** Name of the cluster and of its network in the engine; default: `name`. */
  readonly cluster?: string;
  /** Holds the stack's settings and the kubeconfig; made if absent. A second opening needs the same folder. */
  readonly workDir: string;
  /** PULUMI_HOME, with faultline's plugins installed. */
  readonly pulumiHome: string;
  /** Folder of the file backend; default `<pulumiHome>/backend`. */
  readonly backend?: string;
  /** Path of the Pulumi CLI. */
  readonly pulumi: string;
  /** Node image as the engine knows it; default: kind's own name for the spec's Kubernetes version. */
  readonly nodeImage?: string;
  /** Values of the stack's settings file, by full name ("faultline:variant"): what a plain `pulumi up` reads. */
  readonly config?: Readonly<Record<string, string>>;
  /** Environment of the CLI and the plugins: DOCKER_HOST, FAULTLINE_RUN, … */
  readonly env: NodeJS.ProcessEnv;
}
