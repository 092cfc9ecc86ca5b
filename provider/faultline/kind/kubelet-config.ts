import { parse, stringify } from "yaml";
import { merged } from "../../../base/merged.ts";
import { isProperties, type Properties, sameValue, type Value } from "../../protocol/values.ts";

/** Where kubeadm puts the file the kubelet reads. */
export const KUBELET_CONFIG = "/var/lib/kubelet/config.yaml";
/** The same without our settings, kept since the first change: an update that broke off half-way must not become the new base. */
export const KUBELET_BASE = "/var/lib/kubelet/config.base.yaml";

/**
 * What kubeadm (cmd/kubeadm/app/componentconfigs/kubelet.go) and kind (pkg/cluster/internal/kubeadm/config.go) set themselves:
 * the value a setting goes back to when it is taken out of `kubelet`. A setting not listed goes back to the kubelet's default.
 */
const BASE: Properties = {
  authentication: {
    anonymous: { enabled: false },
    webhook: { enabled: true, cacheTTL: "0s" },
    x509: { clientCAFile: "/etc/kubernetes/pki/ca.crt" },
  },
  authorization: { mode: "Webhook", webhook: { cacheAuthorizedTTL: "0s", cacheUnauthorizedTTL: "0s" } },
  cgroupDriver: "systemd",
  cgroupRoot: "/kubelet",
  clusterDNS: ["10.96.0.10"],
  clusterDomain: "cluster.local",
  evictionHard: { "imagefs.available": "0%", "nodefs.available": "0%", "nodefs.inodesFree": "0%" },
  failSwapOn: false,
  healthzBindAddress: "127.0.0.1",
  healthzPort: 10248,
  imageGCHighThresholdPercent: 100,
  rotateCertificates: true,
  staticPodPath: "/etc/kubernetes/manifests",
};

/** A node's file as kubeadm would have written it without `settings`. */
export function withoutSettings(file: string, settings: Properties): string {
  return stringify(restore(parse(file) as Properties, settings, BASE));
}

/** A node's file with `settings` in it. */
export function withSettings(base: string, settings: Properties): string {
  return stringify(merged(parse(base) as Properties, settings));
}

/** `wanted` as the node's file has it: equal to `wanted` unless somebody changed the node. */
export function observed(file: string, wanted: Properties): Properties {
  return project(wanted, parse(file) as Properties);
}

/** Takes every leaf of `settings` out of `config`, back to what `base` says. */
export function restore(config: Properties, settings: Properties, base: Value | undefined): Properties {
  const result = { ...config };
  for (const [key, setting] of Object.entries(settings)) {
    const original = isProperties(base) ? base[key] : undefined;
    const here = result[key];
    if (isProperties(setting) && isProperties(here)) result[key] = restore(here, setting, original);
    else if (original === undefined) delete result[key];
    else result[key] = original;
  }
  return result;
}

function project(wanted: Properties, live: Properties): Properties {
  const entries = Object.entries(wanted).flatMap(([key, value]): [string, Value][] => {
    const here = live[key];
    if (here === undefined) return [];
    if (isProperties(value) && isProperties(here)) return [[key, project(value, here)]];
    return [[key, sameValue(value, here) ? value : here]];
  });
  return Object.fromEntries(entries);
}
