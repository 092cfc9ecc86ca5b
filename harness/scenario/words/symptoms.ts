import type { Signature, Symptom } from "../types.ts";
import { DEPLOYMENT_AVAILABLE, logged, NO_ENDPOINTS, NODES_LISTED, TOP_FAILS } from "./signs.ts";
import { APISERVICE, POD } from "./waits.ts";

/** metrics-server's pod does not get ready, and writes one of these. */
export function podNotReady(...log: readonly RegExp[]): Symptom {
  return {
    command: "kubectl top nodes",
    signatures: [TOP_FAILS, NO_ENDPOINTS, logged(...log)],
    withinSeconds: POD.symptom,
    persists: { seconds: POD.persists },
    staysNormal: [NODES_LISTED],
  };
}

/** metrics-server is well, and the API server does not get at it. */
export function apiServiceBroken(...signs: readonly Signature[]): Symptom {
  return {
    command: "kubectl top nodes",
    signatures: [TOP_FAILS, ...signs],
    withinSeconds: APISERVICE.symptom,
    persists: { seconds: APISERVICE.persists },
    staysNormal: [DEPLOYMENT_AVAILABLE],
  };
}
