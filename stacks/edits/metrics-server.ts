import type {
  JsonObject,
  MetricsServerApiService,
  MetricsServerDeployment,
  MetricsServerService,
  NodeRuleSpec,
  PolicyRule,
  ProbeSpec,
  StandSpec,
} from "../spec.ts";
import { merged } from "./merged.ts";

/** A fault or fix edits a part that the spec it was given does not have: a mistake in the scenario. */
class MissingPart extends Error {
  readonly code = "STACK_MISSING_PART";

  constructor(part: string) {
    super(
      `this edit changes metricsServer.${part}, which is null in the spec it was given; give a whole ${part} first`,
    );
    this.name = "MissingPart";
  }
}

/** Each edit is pure: it returns a new spec and shares what it did not change. */
export function withDeployment(spec: StandSpec, part: Partial<MetricsServerDeployment>): StandSpec {
  const { deployment } = spec.metricsServer;
  if (deployment === null) throw new MissingPart("deployment");
  return { ...spec, metricsServer: { ...spec.metricsServer, deployment: { ...deployment, ...part } } };
}

/** Sets metrics-server flags (names without dashes; `true` is a flag without a value); others keep value and place. */
export function withArgs(spec: StandSpec, args: MetricsServerDeployment["args"]): StandSpec {
  return withDeployment(spec, { args: { ...spec.metricsServer.deployment?.args, ...args } });
}

export function withoutArg(spec: StandSpec, ...names: readonly string[]): StandSpec {
  const kept = Object.entries(spec.metricsServer.deployment?.args ?? {}).filter(
    ([name]) => !names.includes(name),
  );
  return withDeployment(spec, { args: Object.fromEntries(kept) });
}

/** Moves `--secure-port` and the container port together, as the manifest has them. */
export function withSecurePort(spec: StandSpec, port: number): StandSpec {
  return withDeployment(withArgs(spec, { "secure-port": String(port) }), { containerPort: port });
}

export function withReadiness(spec: StandSpec, probe: Partial<ProbeSpec>): StandSpec {
  const { deployment } = spec.metricsServer;
  if (deployment === null) throw new MissingPart("deployment");
  return withDeployment(spec, { readiness: { ...deployment.readiness, ...probe } });
}

export function withLiveness(spec: StandSpec, probe: Partial<ProbeSpec>): StandSpec {
  const { deployment } = spec.metricsServer;
  if (deployment === null) throw new MissingPart("deployment");
  return withDeployment(spec, { liveness: { ...deployment.liveness, ...probe } });
}

/** Asks for new pods the way `kubectl rollout restart` does; the same token again changes nothing. */
export function restart(spec: StandSpec, token: string): StandSpec {
  const podAnnotations = {
    ...spec.metricsServer.deployment?.podAnnotations,
    "kubectl.kubernetes.io/restartedAt": token,
  };
  return withDeployment(spec, { podAnnotations });
}

/** Three replicas, no two on one node, wherever the one was pinned to. */
export function withReplicaOnEachOfThree(spec: StandSpec): StandSpec {
  return withDeployment(spec, { replicas: 3, spread: true, node: null });
}

/** `null` removes the Deployment. */
export function withoutDeployment(spec: StandSpec): StandSpec {
  return { ...spec, metricsServer: { ...spec.metricsServer, deployment: null } };
}

/** Replaces the rules of ClusterRole system:metrics-server. */
export function withClusterRole(spec: StandSpec, clusterRole: readonly PolicyRule[]): StandSpec {
  return { ...spec, metricsServer: { ...spec.metricsServer, clusterRole } };
}

/** Takes one resource (e.g. "nodes/metrics") out of every rule; a rule left with none goes. */
export function withoutResource(spec: StandSpec, resource: string): StandSpec {
  const rules = spec.metricsServer.clusterRole
    .map((rule) => ({ ...rule, resources: rule.resources.filter((name) => name !== resource) }))
    .filter((rule) => rule.resources.length > 0);
  return withClusterRole(spec, rules);
}

/** Changes knobs of Service metrics-server; `null` removes it. */
export function withService(spec: StandSpec, part: Partial<MetricsServerService> | null): StandSpec {
  const { service } = spec.metricsServer;
  if (part !== null && service === null) throw new MissingPart("service");
  const next = part === null || service === null ? null : { ...service, ...part };
  return { ...spec, metricsServer: { ...spec.metricsServer, service: next } };
}

/** Changes knobs of APIService v1beta1.metrics.k8s.io; `null` removes it. */
export function withApiService(spec: StandSpec, part: Partial<MetricsServerApiService> | null): StandSpec {
  const { apiService } = spec.metricsServer;
  if (part !== null && apiService === null) throw new MissingPart("apiService");
  const next = part === null || apiService === null ? null : { ...apiService, ...part };
  return { ...spec, metricsServer: { ...spec.metricsServer, apiService: next } };
}

export function withDns(spec: StandSpec, dns: StandSpec["dns"]): StandSpec {
  return { ...spec, dns };
}

/** Inserts a rule after those there are; a rule of the same name is replaced in its place. */
export function withNodeRule(spec: StandSpec, rule: NodeRuleSpec): StandSpec {
  const known = spec.nodeRules.some(({ name }) => name === rule.name);
  const nodeRules = known
    ? spec.nodeRules.map((present) => (present.name === rule.name ? rule : present))
    : [...spec.nodeRules, rule];
  return { ...spec, nodeRules };
}

export function withoutNodeRule(spec: StandSpec, name: string): StandSpec {
  return { ...spec, nodeRules: spec.nodeRules.filter((rule) => rule.name !== name) };
}

/** Merges into every node's KubeletConfiguration, object by object; lists and scalars are replaced. */
export function withKubelet(spec: StandSpec, config: JsonObject): StandSpec {
  return { ...spec, cluster: { ...spec.cluster, kubelet: merged(spec.cluster.kubelet, config) } };
}

/** Replaces the flags of flanneld. */
export function withFlannelArgs(spec: StandSpec, flannelArgs: Readonly<Record<string, string>>): StandSpec {
  return { ...spec, cluster: { ...spec.cluster, flannelArgs } };
}
