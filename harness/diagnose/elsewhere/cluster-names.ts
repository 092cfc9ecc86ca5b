import type { SampleOf } from "../../judge/view.ts";

/** What the cluster before us calls the things that scenarios know by their stand's names. */
export interface ClusterNames {
  readonly namespace: string;
  readonly deployment: string;
  /** A pod of metrics-server is there. */
  readonly isThere: boolean;
  /** The Service that the APIService names; absent where none is named or nobody told. */
  readonly service?: {
    readonly namespace: string;
    readonly name: string;
    /** "10.43.0.9:443"; empty where it is not there or nobody told. */
    readonly dialled: readonly string[];
    /** It leads to a port where no pod of metrics-server serves: whoever dials it is refused, from wherever. */
    readonly leadsElsewhere?: boolean;
    /** It selects a pod that has been ready for longer than an API server takes to hear of it. */
    readonly leadsToReady?: boolean;
  };
  /** Where metrics-server's pods serve, "10.42.0.7:10250"; empty where nobody told. */
  readonly pods: readonly string[];
  /** Names of the nodes that they are on. */
  readonly hosts: readonly string[];
  /** By the version that the API server calls its own: k0s, k3s. */
  readonly distribution?: string;
  /** Namespaces that are kept from going. */
  readonly going: readonly SampleOf<"namespace">[];
  /** An autoscaler that counts a pod of another workload than its own. */
  readonly autoscaler?: Autoscaler;
}

export interface Autoscaler {
  readonly namespace: string;
  readonly name: string;
  readonly container: string;
  readonly pod: string;
}
