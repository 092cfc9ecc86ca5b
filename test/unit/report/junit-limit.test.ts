import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { junitFrom } from "../../../harness/report/junit.ts";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";

/** A run in which each of so many scenarios has a cell that passes and one that fails, of which the cluster said so much. */
function runOf(many: number, said: string) {
  const scenarios = Array.from({ length: many }, (_, index) => `scenario-${index}`);
  const green = scenarios.map((scenario) => syntheticCell(scenario, "right"));
  const red = scenarios.map((scenario) => syntheticCell(scenario, "wrong"));
  const journal = new SyntheticJournal().started([...green, ...red]);
  for (const cell of green) journal.attempt(cell, 10, "pass");
  for (const cell of red) journal.attempt(cell, 10, "fail", 1, said);
  return matrixFrom(journal.ended(300).events);
}

function read(xml: string) {
  expect(XMLValidator.validate(xml)).toBe(true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    isArray: (name) => name === "testcase" || name === "testsuite",
  });
  const { testsuites } = parser.parse(xml);
  const suites = testsuites.testsuite as { testcase: Record<string, { "@_message": string }>[] }[];
  return { testsuites, cases: suites.flatMap(({ testcase }) => testcase) };
}

test("a report of as many bytes as are taken is whole; where it has one more its texts are cut, and say by how much", () => {
  const matrix = runOf(3, "🦉".repeat(3_000));
  const whole = junitFrom(matrix);
  expect(junitFrom(matrix, Buffer.byteLength(whole))).toBe(whole);
  const most = Buffer.byteLength(whole) - 1;
  const short = junitFrom(matrix, most);
  expect(Buffer.byteLength(short)).toBeLessThanOrEqual(most);
  const { cases } = read(short);
  expect(cases).toHaveLength(6);
  expect(cases[1]?.failure?.["@_message"]).toBe(
    `${"🦉".repeat(2_048)}… (1904 more characters in matrix.json)`,
  );
});

test("what is as expected is left out first, and a case of its own says how many cells", () => {
  const matrix = runOf(40, "x".repeat(10_000));
  const short = junitFrom(matrix, 58_000);
  expect(Buffer.byteLength(short)).toBeLessThanOrEqual(58_000);
  const { testsuites, cases } = read(short);
  const failed = cases.filter((one) => "failure" in one);
  const last = cases.at(-1);
  const left = 80 - (cases.length - 1);
  expect(failed).toHaveLength(40);
  expect(left).toBeGreaterThan(0);
  expect(last?.skipped?.["@_message"]).toBe(
    `${left} cells left out here, because GitLab takes 30 MB at most: matrix.json has all`,
  );
  expect(testsuites["@_tests"]).toBe(String(cases.length - 1));
});

test("without a limit of one's own it is what GitLab takes", () => {
  const short = junitFrom(runOf(1, "x".repeat(15_500_000)));
  expect(short).toContain("15495904 more characters in matrix.json)");
  expect(Buffer.byteLength(short)).toBeLessThan(30_000_000);
}, 60_000);
