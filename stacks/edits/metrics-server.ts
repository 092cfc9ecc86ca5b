import type {
  MetricsServerDeployment,
  MetricsServerSpec,
  NodeRuleSpec,
  PolicyRule,
  ProbeSpec,
  StandSpec,
} from "../spec.ts";

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

/** Changes knobs of a part; `null` removes it. Each edit is pure: it returns a new spec and shares what it did not change. */
function editOf<P extends "deployment" | "service" | "apiService">(name: P) {
  return (spec: StandSpec, knobs: Partial<NonNullable<MetricsServerSpec[P]>> | null): StandSpec => {
    const present = spec.metricsServer[name];
    if (present === null && knobs !== null) throw new MissingPart(name);
    return { ...spec, metricsServer: { ...spec.metricsServer, [name]: knobs && { ...present, ...knobs } } };
  };
}

export const withDeployment = editOf("deployment");
/** Service metrics-server. */
export const withService = editOf("service");
/** APIService v1beta1.metrics.k8s.io. */
export const withApiService = editOf("apiService");

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

function editOfProbe(name: "readiness" | "liveness") {
  return (spec: StandSpec, probe: Partial<ProbeSpec>): StandSpec => {
    const { deployment } = spec.metricsServer;
    if (deployment === null) throw new MissingPart("deployment");
    return withDeployment(spec, { [name]: { ...deployment[name], ...probe } });
  };
}

export const withReadiness = editOfProbe("readiness");
export const withLiveness = editOfProbe("liveness");

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

export function withoutDeployment(spec: StandSpec): StandSpec {
  return withDeployment(spec, null);
}

/** Another release of metrics-server, with all knobs as they are. */
export function withMetricsServerVersion(spec: StandSpec, version: string): StandSpec {
  return { ...spec, metricsServer: { ...spec.metricsServer, version } };
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
