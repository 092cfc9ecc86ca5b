import { EXIT_CODES } from "../base/exit-codes.ts";
import { FaultlineError } from "../base/faultline-error.ts";
import { kindOfType } from "../provider/kubernetes/kinds.ts";
import type { Distribution, ObjectSpec, StandSpec } from "./spec.ts";
import { objectType } from "./workloads/object-type.ts";

/** A spec asks for what its distribution's stand does not make. Left out without a word, a fault or a fix would change nothing. */
export class UnsupportedPart extends FaultlineError {
  readonly code = "STACK_UNSUPPORTED_PART";
  readonly exit = EXIT_CODES.usage.code;

  constructor(parts: readonly string[], distribution: Distribution) {
    super(
      `a ${distribution} stand has no ${parts.join(", no ")}; leave ${parts.length > 1 ? "them" : "it"} out, or use distribution kind, which has every part`,
    );
  }
}

/** An object of a kind that the stand-in for the Kubernetes plugin has not: it would be missed when the cluster stands. */
class UnknownKind extends FaultlineError {
  readonly code = "STACK_UNKNOWN_KIND";
  readonly exit = EXIT_CODES.usage.code;

  constructor({ apiVersion, kind, metadata }: ObjectSpec) {
    super(
      `no stand makes ${apiVersion}/${kind} (${metadata.name}); take a kind of provider/kubernetes/kinds.ts, or add it there`,
    );
  }
}

type IsAsked = (spec: StandSpec) => boolean;

/** Parts that only some distributions have, and when a spec asks for them. */
const PARTS: Readonly<Record<string, IsAsked>> = {
  dns: ({ dns }) => dns !== null,
  nodeRules: ({ nodeRules }) => nodeRules.length > 0,
  nodeRoutes: ({ nodeRoutes = [] }) => nodeRoutes.length > 0,
  nodeUnits: ({ nodeUnits = [] }) => nodeUnits.length > 0,
  networkPolicies: ({ networkPolicies = [] }) => networkPolicies.length > 0,
  objects: ({ objects = [] }) => objects.length > 0,
  policyEngine: ({ policyEngine = false }) => policyEngine,
  vcluster: ({ vcluster }) => vcluster !== undefined,
  "cluster.podNetwork": ({ cluster }) => cluster.podNetwork === "flannel-vxlan",
  "cluster.kubelet": ({ cluster }) => Object.keys(cluster.kubelet).length > 0,
  "cluster.files": ({ cluster }) => Object.keys(cluster.files ?? {}).length > 0,
  "cluster.apiServerEnv": ({ cluster }) => Object.keys(cluster.apiServerEnv ?? {}).length > 0,
  "cluster.apiServerArgs": ({ cluster }) => Object.keys(cluster.apiServerArgs).length > 0,
  "cluster.k0s": ({ cluster }) => cluster.k0s !== undefined,
  "cluster.k3s": ({ cluster }) => cluster.k3s !== undefined,
};

const MADE: Readonly<Record<Distribution, readonly string[]>> = {
  kind: Object.keys(PARTS).filter((part) => !["cluster.k0s", "cluster.k3s"].includes(part)),
  k3d: ["objects", "cluster.apiServerArgs", "cluster.k3s"],
  k0s: ["nodeRules", "nodeRoutes", "objects", "cluster.k0s"],
};

/** @throws UnsupportedPart that names every part of the spec that the stand would not have, or UnknownKind. */
export function refuseUnsupportedParts(spec: StandSpec): void {
  const { distribution } = spec.cluster;
  const made = MADE[distribution];
  const missing = Object.entries(PARTS).flatMap(([part, isAsked]) =>
    isAsked(spec) && !made.includes(part) ? [part] : [],
  );
  if (missing.length > 0) throw new UnsupportedPart(missing, distribution);
  const unknown = (spec.objects ?? []).find((object) => kindOfType(objectType(object)) === undefined);
  if (unknown) throw new UnknownKind(unknown);
}
