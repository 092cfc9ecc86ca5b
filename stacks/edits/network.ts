import type { NetworkPolicySpec, NodeRouteSpec, StandSpec } from "../spec.ts";

/** Adds a route; one of the same name is replaced. */
export function withNodeRoute(spec: StandSpec, route: NodeRouteSpec): StandSpec {
  return {
    ...withoutNodeRoute(spec, route.name),
    nodeRoutes: [...others(spec.nodeRoutes, route.name), route],
  };
}

export function withoutNodeRoute(spec: StandSpec, name: string): StandSpec {
  const { nodeRoutes, ...rest } = spec;
  const left = others(nodeRoutes, name);
  return left.length > 0 ? { ...rest, nodeRoutes: left } : rest;
}

/** Adds a NetworkPolicy; one of the same name is replaced. */
export function withNetworkPolicy(spec: StandSpec, policy: NetworkPolicySpec): StandSpec {
  const networkPolicies = [...others(spec.networkPolicies, policy.name), policy];
  return { ...spec, networkPolicies };
}

function others<T extends { readonly name: string }>(
  list: readonly T[] | undefined,
  name: string,
): readonly T[] {
  return (list ?? []).filter((each) => each.name !== name);
}
