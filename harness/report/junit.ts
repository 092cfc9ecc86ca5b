import { XMLBuilder } from "fast-xml-parser";
import { platformName } from "../plan/cell-platform.ts";
import { whyOf } from "./cell-words.ts";
import { cleanText } from "./clean-text.ts";
import { elapsedMs } from "./elapsed.ts";
import { headerLines } from "./header.ts";
import type { Matrix, MatrixCell } from "./matrix-schema.ts";

const ATTRIBUTE = "@";
const TEXT = "#";

/**
 * `junit.xml` in the form CI systems agree on: a suite per scenario, a case per cell. `fail` and `flaky` are failures,
 * `error` is an error, `not run` is skipped with its reason.
 */
export function junitFrom(matrix: Matrix): string {
  const builder = new XMLBuilder({
    format: true,
    ignoreAttributes: false,
    attributeNamePrefix: ATTRIBUTE,
    textNodeName: TEXT,
    suppressEmptyNode: true,
  });
  const suites = [...Map.groupBy(matrix.cells, ({ scenario }) => scenario)];
  const property = headerLines(matrix).map(([name, value]) => attributes({ name, value }));
  const tree = {
    "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
    testsuites: {
      ...attributes({ name: `faultline ${matrix.run.id}`, ...counts(matrix.cells) }),
      testsuite: suites.map(([scenario, cells]) => ({
        ...attributes({ name: scenario, timestamp: matrix.run.startedAt, ...counts(cells) }),
        properties: { property },
        testcase: cells.map(testcase),
      })),
    },
  };
  return builder.build(tree) as string;
}

function testcase(cell: MatrixCell): object {
  const message = whyOf(cell);
  const detail = [message, ...cell.textsSeen.map(({ observable, text }) => `${observable}: ${text}`)].join(
    "\n",
  );
  const problem = { ...attributes({ message, type: cell.verdict }), [TEXT]: cleanText(detail) };
  return {
    ...attributes({
      name: cell.fix,
      classname: `${cell.scenario}.${platformName(cell.platform)}`,
      time: (elapsedMs(cell) / 1000).toFixed(3),
    }),
    ...((cell.verdict === "fail" || cell.verdict === "flaky") && { failure: problem }),
    ...(cell.verdict === "error" && { error: problem }),
    ...(cell.verdict === "not run" && { skipped: attributes({ message }) }),
  };
}

function counts(cells: readonly MatrixCell[]): Record<string, string> {
  const number = (...verdicts: readonly MatrixCell["verdict"][]) =>
    String(cells.filter(({ verdict }) => verdicts.includes(verdict)).length);
  return {
    tests: String(cells.length),
    failures: number("fail", "flaky"),
    errors: number("error"),
    skipped: number("not run"),
    time: (cells.reduce((sum, cell) => sum + elapsedMs(cell), 0) / 1000).toFixed(3),
  };
}

function attributes(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${ATTRIBUTE}${name}`, cleanText(value)]),
  );
}
