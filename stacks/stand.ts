import type * as pulumi from "@pulumi/pulumi";
import type { Server } from "../provider/sdk/index.ts";
import type { ClusterSpec } from "./spec.ts";

/** What a spec leaves open because it depends on the machine, not on the state wanted. */
export interface StandContext {
  /** Name of the cluster and its network in the engine. */
  readonly name: string;
  /** Node image as the engine knows it. */
  readonly nodeImage: (cluster: Pick<ClusterSpec, "distribution" | "version">) => string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The stack's outputs; `kubeconfig` is a secret. */
export interface StandOutputs {
  readonly kubeconfig: pulumi.Output<string>;
  readonly servers: pulumi.Output<Server[]>;
  readonly nodes: pulumi.Output<string[]>;
  readonly version: pulumi.Output<string>;
  /** Where the others are a virtual cluster's: the cluster it runs on. */
  readonly host?: { readonly kubeconfig: pulumi.Output<string> };
}
