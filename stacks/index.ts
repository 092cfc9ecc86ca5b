import { K0sStand } from "./clusters/k0s.ts";
import { K3dStand } from "./clusters/k3d.ts";
import { KindStand } from "./clusters/kind.ts";
import type { StandSpec } from "./spec.ts";
import type { StandContext, StandOutputs } from "./stand.ts";
import { refuseUnsupportedParts } from "./unsupported-part.ts";
import { COREDNS_IMAGE } from "./workloads/coredns/deployment.ts";
import { CoreDNS } from "./workloads/coredns.ts";
import { FLANNEL_IMAGE } from "./workloads/flannel/network.ts";
import { Flannel } from "./workloads/flannel.ts";
import { metricsServerImage } from "./workloads/metrics-server/deployment.ts";
import { MetricsServer } from "./workloads/metrics-server.ts";
import { networkPolicies } from "./workloads/network-policies.ts";
import { nodeRoutes } from "./workloads/node-routes.ts";
import { nodeRules } from "./workloads/node-rules.ts";
import { nodeUnits } from "./workloads/node-units.ts";
import { POLICIES_IMAGE } from "./workloads/policies/engine.ts";
import { cniEnforces, PolicyEngine } from "./workloads/policy-engine.ts";
import { vclusterImages } from "./workloads/vcluster/images.ts";
import { VirtualCluster } from "./workloads/vcluster.ts";

/**
 * Turns a desired state into resources of the running Pulumi program. It decides nothing.
 * @throws UnsupportedPart before the first resource.
 */
export function realise(spec: StandSpec, context: StandContext): StandOutputs {
  refuseUnsupportedParts(spec);
  if (spec.cluster.distribution === "k0s") return outputsOf(new K0sStand("stand", spec, context));
  if (spec.cluster.distribution === "k3d") return outputsOf(new K3dStand("stand", spec, context));
  const flannel = spec.cluster.podNetwork === "flannel-vxlan";
  const nodeImage = context.nodeImage(spec.cluster);
  const engine = spec.policyEngine === true && !cniEnforces(nodeImage, spec.cluster);
  const stand = new KindStand("stand", {
    name: context.name,
    labels: context.labels,
    nodeImage,
    images: [
      ...new Set([
        metricsServerImage(spec.metricsServer.version),
        ...(spec.dns ? [COREDNS_IMAGE] : []),
        ...(spec.vcluster ? vclusterImages(spec.vcluster.version, spec.cluster.version) : []),
        ...(flannel ? [FLANNEL_IMAGE] : []),
        ...(engine ? [POLICIES_IMAGE] : []),
      ]),
    ],
    spec: spec.cluster,
  });
  nodeRules(spec.nodeRules, stand);
  nodeRoutes(spec.nodeRoutes ?? [], stand);
  nodeUnits(spec.nodeUnits ?? [], stand);
  const enforcing = engine ? [new PolicyEngine("policy-engine", stand)] : [];
  if (flannel) new Flannel("flannel", spec.cluster.flannelArgs ?? {}, stand);
  const dns = spec.dns && new CoreDNS("dns", spec.dns, stand);
  new MetricsServer("metrics-server", spec.metricsServer, stand);
  const { kubeconfig, servers, nodes, version } = stand;
  const policies = spec.networkPolicies ?? [];
  if (!spec.vcluster) {
    networkPolicies(policies, stand);
    return { kubeconfig, servers, nodes, version };
  }
  const inside = new VirtualCluster("virtual-cluster", spec.vcluster, stand, {
    kubernetes: spec.cluster.version,
    first: [...enforcing, ...(dns ? [dns] : [])],
  });
  // Its namespace comes with it.
  networkPolicies(policies, stand, [inside]);
  return { kubeconfig: inside.kubeconfig, servers: inside.servers, nodes, version, host: { kubeconfig } };
}

const outputsOf = ({ kubeconfig, servers, nodes, version }: StandOutputs): StandOutputs => ({
  kubeconfig,
  servers,
  nodes,
  version,
});
