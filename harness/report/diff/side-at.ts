import { KUBERNETES, kindFor, REPORTED } from "../../../toolchain/versions.ts";
import { isAt, type Point, pointText } from "../../plan/point.ts";
import type { Compared } from "./compared.ts";

/** The cells of a run that were asked for with certain versions, as a run of its own: one side of an upgrade. */
export function sideAt(matrix: Compared, point: Point): Compared {
  const cells = matrix.cells.filter(({ platform, versions }) =>
    isAt({ platform, metricsServer: versions.metricsServer }, point),
  );
  const { run } = matrix;
  return {
    ...matrix,
    run: { ...run, id: `${run.id}@${pointText(point)}`, toolchain: toolchainAt(run.toolchain, point) },
    cells,
  };
}

/** What a run lists of another Kubernetes is the image that it is in. */
const partOf = (name: string): string => (name === "kubernetes" ? "node-image" : name);

type Components = Compared["run"]["toolchain"];

/** What of a run's components was used at a point: those of the versions asked for, by the name that the reported ones have. */
function toolchainAt(components: Components, { kubernetes, metricsServer, helm }: Point): Components {
  const [nodes, served, installer] = [
    kubernetes === REPORTED.kubernetes ? undefined : kubernetes,
    metricsServer === REPORTED.metricsServer ? undefined : metricsServer,
    helm === REPORTED.helm ? undefined : helm,
  ];
  const asked: readonly (readonly [string, string | undefined])[] = [
    ["metrics-server", served],
    ["helm", installer],
    ["node-image", nodes],
    // The node image is its programs; a reported one has them listed.
    ...(nodes === undefined ? [] : [["kubernetes", nodes] as const]),
    ["kubectl", nodes],
    ["kind", nodes === undefined || kindFor(nodes) === "kind" ? undefined : KUBERNETES[nodes]?.kind],
  ];
  const inNodes = nodes === undefined ? [] : ["kubernetes", "etcd"];
  const others = components.filter(
    ({ component }) =>
      !inNodes.includes(component) &&
      !asked.some(([name]) => component === name || component.startsWith(`${name}-`)),
  );
  const own = asked.flatMap(([name, version]) =>
    components
      .filter(({ component }) => component === (version === undefined ? name : `${partOf(name)}-${version}`))
      .map((each) => ({ ...each, component: name })),
  );
  return [...others, ...own];
}
