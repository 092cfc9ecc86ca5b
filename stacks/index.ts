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
import { nodeRoutes, nodeRules, nodeUnits } from "./workloads/in-nodes.ts";
import { metricsServerImage } from "./workloads/metrics-server/deployment.ts";
import { MetricsServer } from "./workloads/metrics-server.ts";
import { cniEnforces, networkPolicies, POLICIES_IMAGE, PolicyEngine } from "./workloads/network-policies.ts";
import { objects } from "./workloads/objects.ts";
import { vclusterImages } from "./workloads/vcluster/images.ts";
import { VirtualCluster } from "./workloads/vcluster.ts";

/**
 * Turns a desired state into resources of the running Pulumi program. It decides nothing.
 * @throws UnsupportedPart before the first resource.
 */
export function realise(spec: StandSpec, context: StandContext): StandOutputs {
  refuseUnsupportedParts(spec);
  if (spec.cluster.distribution === "k0s") return new K0sStand(spec, context).outputs;
  if (spec.cluster.distribution === "k3d") return new K3dStand(spec, context).outputs;
  const flannel = spec.cluster.podNetwork === "flannel-vxlan";
  const engine = spec.policyEngine === true && !cniEnforces(context.nodeImage(spec.cluster), spec.cluster);
  const images = new Set([
    metricsServerImage(spec.metricsServer.version),
    ...(spec.dns ? [COREDNS_IMAGE] : []),
    ...(spec.vcluster ? vclusterImages(spec.vcluster.version, spec.cluster.version) : []),
    ...(flannel ? [FLANNEL_IMAGE] : []),
    ...(engine ? [POLICIES_IMAGE] : []),
  ]);
  const stand = new KindStand(spec.cluster, context, [...images]);
  nodeRules(spec.nodeRules, stand);
  nodeRoutes(spec.nodeRoutes ?? [], stand);
  nodeUnits(spec.nodeUnits ?? [], stand);
  const enforcing = engine ? [new PolicyEngine("policy-engine", stand)] : [];
  if (flannel) new Flannel("flannel", spec.cluster.flannelArgs ?? {}, stand);
  const dns = spec.dns && new CoreDNS("dns", spec.dns, stand);
  new MetricsServer("metrics-server", spec.metricsServer, stand);
  const policies = spec.networkPolicies ?? [];
  if (!spec.vcluster) {
    networkPolicies(policies, stand);
    objects(spec.objects ?? [], stand);
    return stand.outputs;
  }
  const inside = new VirtualCluster("virtual-cluster", spec.vcluster, stand, {
    kubernetes: spec.cluster.version,
    first: [...enforcing, ...(dns ? [dns] : [])],
  });
  // Its namespace comes with it.
  networkPolicies(policies, stand, [inside]);
  objects(spec.objects ?? [], stand, [inside]);
  const { kubeconfig, servers } = inside;
  return { ...stand.outputs, kubeconfig, servers, host: { kubeconfig: stand.outputs.kubeconfig } };
}
