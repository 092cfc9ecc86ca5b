import { restart } from "../../../stacks/edits/metrics-server.ts";
import { withOverlayCut } from "../../../stacks/edits/overlay.ts";
import type { Fault, Symptom } from "../types.ts";
import { POD_ANNOTATIONS, whole } from "./allowed-changes.ts";
import { API_SERVICE_READS_AVAILABLE, NODES_LISTED } from "./signs.ts";
import { APISERVICE } from "./waits.ts";

export const OVERLAY_CUT: Fault = {
  summary: "udp/8472 (VXLAN) dropped on every node, then a new pod",
  // Connections that live would hang until HTTP/2 gives them up after 45 s; a new pod has none.
  edit: (spec) => restart(withOverlayCut(spec), "overlay-cut"),
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
