import { ASKED_FOR, type Point, pointText } from "../../plan/point.ts";
import type { Matrix } from "../matrix-schema.ts";

/** The cells of a run that were asked for with certain versions, as a run of its own: one side of an upgrade. */
export function sideAt(matrix: Matrix, point: Point): Matrix {
  const { metricsServer: version } = point;
  const cells = matrix.cells.filter(({ versions }) => versions.metricsServer === version);
  const others = matrix.run.toolchain.filter(({ component }) => !component.startsWith(ASKED_FOR));
  const own = matrix.run.toolchain.filter(
    (each) => each.component.startsWith(ASKED_FOR) && each.version === version,
  );
  const toolchain = [...others, ...own.map((each) => ({ ...each, component: ASKED_FOR }))];
  return { ...matrix, run: { ...matrix.run, id: `${matrix.run.id}@${pointText(point)}`, toolchain }, cells };
}
