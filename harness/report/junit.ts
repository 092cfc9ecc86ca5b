import { XMLBuilder } from "fast-xml-parser";
import { platformName } from "../plan/cell-platform.ts";
import { cellCount, isGreen, whyOf } from "./cell-words.ts";
import { cleanText } from "./clean-text.ts";
import { elapsedMs } from "./elapsed.ts";
import { headerLines } from "./header.ts";
import type { Matrix, MatrixCell } from "./matrix-schema.ts";

const ATTRIBUTE = "@";
const TEXT = "#";

/** In bytes; GitLab reads no longer report (docs.gitlab.com/ci/testing/unit_test_reports). */
const MOST_BYTES = 30_000_000;
/** Characters of a text that stay, tried one after the other. */
const TEXT_LENGTHS = [Number.POSITIVE_INFINITY, 4_096, 256] as const;

/**
 * `junit.xml` in the form CI systems agree on: a suite per scenario, a case per cell. `fail` and `flaky` are failures,
 * `error` is an error, `not run` is skipped with its reason. Where it is longer than `most` bytes, first its texts are cut, then cells that
 * are as expected left out, and it says so.
 */
export function junitFrom(matrix: Matrix, most = MOST_BYTES): string {
  let xml = "";
  for (const length of TEXT_LENGTHS) {
    xml = built(matrix, { cells: matrix.cells, length });
    if (Buffer.byteLength(xml) <= most) return xml;
  }
  const cells = matrix.cells.toSorted((a, b) => Number(isGreen(a)) - Number(isGreen(b)));
  while (cells.length > 0 && Buffer.byteLength(xml) > most) {
    cells.length = Math.floor((0.95 * cells.length * most) / Buffer.byteLength(xml));
    xml = built(matrix, { cells, length: TEXT_LENGTHS[2] });
  }
  return xml;
}

interface Kept {
  readonly cells: readonly MatrixCell[];
  /** Of a text, in characters. */
  readonly length: number;
}

function built(matrix: Matrix, { cells, length }: Kept): string {
  const builder = new XMLBuilder({
    format: true,
    ignoreAttributes: false,
    attributeNamePrefix: ATTRIBUTE,
    textNodeName: TEXT,
    suppressEmptyNode: true,
  });
  const suites = [...Map.groupBy(cells, ({ scenario }) => scenario)];
  const property = headerLines(matrix).map(([name, value]) => attributes({ name, value }));
  const leftOut = matrix.cells.length - cells.length;
  const tree = {
    "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
    testsuites: {
      ...attributes({ name: `faultline ${matrix.run.id}`, ...counts(cells) }),
      testsuite: [
        ...suites.map(([scenario, cells]) => ({
          ...attributes({ name: scenario, timestamp: matrix.run.startedAt, ...counts(cells) }),
          properties: { property },
          testcase: cells.map((cell) => testcase(cell, length)),
        })),
        ...(leftOut > 0 ? [leftOutSuite(leftOut)] : []),
      ],
    },
  };
  return builder.build(tree) as string;
}

/** A case of its own, because a CI shows nothing else of a report. */
function leftOutSuite(many: number): object {
  const message = `${cellCount(many)} left out here, because GitLab takes 30 MB at most: matrix.json has all`;
  return {
    ...attributes({ name: "left out", tests: "1", skipped: "1" }),
    testcase: { ...attributes({ name: cellCount(many) }), skipped: attributes({ message }) },
  };
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length).toWellFormed()}… (${text.length - length} more characters in matrix.json)`;
}

function testcase(cell: MatrixCell, length: number): object {
  return {
    ...attributes({
      name: cell.fix,
      classname: `${cell.scenario}.${platformName(cell.platform)}`,
      time: (elapsedMs(cell) / 1000).toFixed(3),
    }),
    ...((cell.verdict === "fail" || cell.verdict === "flaky") && { failure: problem(cell, length) }),
    ...(cell.verdict === "error" && { error: problem(cell, length) }),
    ...(cell.verdict === "not run" && { skipped: attributes({ message: cut(whyOf(cell), length) }) }),
  };
}

function problem(cell: MatrixCell, length: number): object {
  const why = whyOf(cell);
  const texts = cell.textsSeen.map(({ observable, text }) => `${observable}: ${text}`);
  const detail = cut([why, ...texts].join("\n"), length);
  return { ...attributes({ message: cut(why, length), type: cell.verdict }), [TEXT]: cleanText(detail) };
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
