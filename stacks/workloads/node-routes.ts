import type * as pulumi from "@pulumi/pulumi";
import { NodeRoute } from "../../provider/sdk/index.ts";
import type { KindStand } from "../clusters/kind.ts";
import type { NodeRouteSpec } from "../spec.ts";

/** Routes in the nodes; of two the longer prefix counts, so their order does not. */
export function nodeRoutes(
  routes: readonly NodeRouteSpec[],
  stand: pulumi.Resource & Pick<KindStand, "clusterName" | "nodeOptions">,
): void {
  for (const { name, node, to, via } of routes) {
    const destination = typeof to === "string" ? to : `pods:${to.podsOf}`;
    const args = { cluster: stand.clusterName, node, to: destination, name, ...(via !== null && { via }) };
    new NodeRoute(name, args, stand.nodeOptions(stand));
  }
}
