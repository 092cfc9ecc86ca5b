import { withArgs, withoutNodeRule, withService } from "../../../stacks/edits/metrics-server.ts";
import type { Fix } from "../types.ts";
import { ARGS, SERVICE_PORTS, whole } from "./allowed-changes.ts";
import { APISERVICE, POD } from "./waits.ts";

/** Takes the rule before the kubelet away again. */
export function openKubeletPort(rule: string): Fix {
  return {
    id: "open-the-port",
    title: "Take the rule away",
    edit: (spec) => withoutNodeRule(spec, rule),
    allowedChanges: [whole("NodeRule")],
    claim: {
      outcome: "heals",
      by: "metrics-server's KNOWN_ISSUES",
      quote: "Check firewall configuration on your nodes.",
    },
    expect: { outcome: "heals", why: "the next two scrapes reach the kubelet" },
    withinSeconds: POD.heals,
  };
}

/** Advised for `error: Metrics API not available`, which many causes have in common. */
export const PORT_OVERRIDE: Omit<Fix, "expect"> = {
  id: "port-override",
  title: "Send the Service to port 10250 by number",
  edit: (spec) => withService(spec, { targetPort: 10250 }),
  allowedChanges: [SERVICE_PORTS],
  claim: {
    outcome: "heals",
    by: "brosef in kubernetes-sigs/metrics-server#1282, for `error: Metrics API not available`",
    quote: "Try overriding that to `10250`.",
  },
  control: true,
  withinSeconds: APISERVICE.watch,
};

/** The pair of flags advised for every metrics-server failure. */
export const INSECURE_TLS_AND_INTERNAL_IP: Omit<Fix, "expect" | "withinSeconds"> = {
  id: "insecure-tls-and-internal-ip",
  title: "--kubelet-insecure-tls (which is there) and --kubelet-preferred-address-types=InternalIP",
  edit: (spec) => withArgs(spec, { "kubelet-preferred-address-types": "InternalIP" }),
  allowedChanges: [ARGS],
  claim: {
    outcome: "heals",
    by: "the pair of flags advised for every metrics-server failure, e.g. in kubernetes-sigs/metrics-server#212",
  },
  control: true,
};

/** For a control plane off the pod network: its way to Services leads over a node that translates their addresses. */
export const SERVICE_ROUTE: Omit<Fix, "edit"> = {
  id: "service-route",
  title: "A route to the Service CIDR via a node that runs kube-proxy",
  allowedChanges: [whole("NodeRoute")],
  claim: {
    outcome: "heals",
    by: "twz123 (maintainer) in k0sproject/k0s#6754, in general terms",
    quote: "the controller nodes must be able to connect directly to the cluster network",
  },
  expect: { outcome: "heals", why: "the worker's kube-proxy translates the ClusterIP that is dialled" },
  withinSeconds: 90,
};

/** For a control plane off the pod network: a way to pods, though it is a Service that is dialled. */
export const POD_ROUTE: Omit<Fix, "title" | "edit"> = {
  id: "pod-route",
  allowedChanges: [whole("NodeRoute")],
  claim: {
    outcome: "heals",
    by: "a retelling of k0sproject/k0s#5781: the controller has to route to the pod network",
  },
  expect: {
    outcome: "no effect",
    why: "the API server dials the ClusterIP, which that route does not cover",
  },
  control: true,
  withinSeconds: 60,
};
