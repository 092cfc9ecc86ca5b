import { restart, withReplicaOnEachOfThree, withService } from "../../../stacks/edits/metrics-server.ts";
import { withOverlayCut, withoutOverlayCut } from "../../../stacks/edits/overlay.ts";
import type { Fault, Fix, Signature, Symptom } from "../types.ts";
import {
  AFFINITY,
  NODE_SELECTOR,
  POD_ANNOTATIONS,
  REPLICAS,
  SERVICE_TRAFFIC_POLICY,
  whole,
} from "./allowed-changes.ts";
import { API_SERVICE_READS_AVAILABLE, failedDiscoveryCheck, NODES_LISTED } from "./signs.ts";
import { APISERVICE, POD } from "./waits.ts";

export const OVERLAY_CUT: Fault = {
  summary: "udp/8472 (VXLAN) dropped on every node, then a new pod",
  // Connections that live would hang until HTTP/2 gives them up after 45 s; a new pod has none.
  edit: (spec) => restart(withOverlayCut(spec), "overlay-cut"),
  again: (spec) => restart(spec, "overlay-cut-again"),
  allowedChanges: [whole("NodeRule"), POD_ANNOTATIONS],
};

/** How a broken overlay shows: on every server but the pod's, while whoever reads the APIService sees that all is well. */
export const AWAY_FROM_THE_POD: Omit<Symptom, "signatures"> = {
  command: "kubectl top nodes",
  vantage: "away from the pod",
  patienceSeconds: 40,
  withinSeconds: 150,
  persists: { seconds: APISERVICE.persists },
  staysNormal: [NODES_LISTED, API_SERVICE_READS_AVAILABLE],
};

/** Servers without the pod call the API unavailable, and those with it write True over that. */
export function flaps(...message: readonly RegExp[]): Signature {
  return { ...failedDiscoveryCheck(...message), overwritten: 2 };
}

export const OPEN_OVERLAY_PORT: Omit<Fix, "claim" | "expect"> = {
  id: "open-the-port",
  title: "Let udp/8472 through again",
  edit: withoutOverlayCut,
  allowedChanges: [whole("NodeRule")],
  withinSeconds: POD.heals,
};

/** What a replica on each of three servers changes. */
export const REPLICA_ON_EACH = [REPLICAS, AFFINITY, NODE_SELECTOR];

export const REPLICAS_LOCAL_TRAFFIC: Omit<Fix, "claim" | "expect" | "withinSeconds"> = {
  id: "replicas-local-traffic",
  title: "A replica on each server and internalTrafficPolicy: Local",
  edit: (spec) => withService(withReplicaOnEachOfThree(spec), { internalTrafficPolicy: "Local" }),
  allowedChanges: [...REPLICA_ON_EACH, SERVICE_TRAFFIC_POLICY],
};
