import { beforeAll, describe, expect, test } from "vitest";
import type { JournalEvent } from "../../../../harness/journal/events.ts";
import { htmlFrom } from "../../../../harness/report/html/page.ts";
import { matrixFrom } from "../../../../harness/report/matrix-from.ts";
import { recordedRun } from "../../../recorded-run.ts";
import { all, dataOf, named, pageOf, textOf } from "./page.ts";

const RECORDINGS = ["nothing", "timeout-9s", "timeout-just-below"].map(
  (fix) => `bad-flag-pair/${fix}.ndjson.gz`,
);

describe("a page of real cells", () => {
  let events: readonly JournalEvent[];
  let made: ReturnType<typeof pageOf>;
  beforeAll(async () => {
    events = await recordedRun(RECORDINGS);
    made = pageOf(events);
  }, 300_000);

  test("has every number of matrix.json, and no other", () => {
    const { matrix, page } = made;
    const totals = all(page, ({ attributes }) => "data-total" in attributes);
    expect(totals.map((each) => [each.attributes["data-total"], Number(textOf(each))])).toEqual([
      ["pass", matrix.totals.pass],
      ["fail", matrix.totals.fail],
      ["flaky", matrix.totals.flaky],
      ["error", matrix.totals.error],
      ["not run", matrix.totals.notRun],
    ]);
    const rows = all(page, (element) => named("tr")(element) && "data-cell" in element.attributes);
    expect(
      rows.map((row) => ({
        id: row.attributes["data-cell"],
        verdict: row.attributes["data-verdict"],
        fix: textOf(all(row, named("th"))[0] ?? row),
        outcomes: all(row, named("td")).slice(3, 6).map(textOf),
        times: all(row, named("td", "time")).map(({ attributes }) =>
          Number(attributes["data-ms"] ?? Number.NaN),
        ),
      })),
    ).toEqual(
      matrix.cells.map((cell) => ({
        id: cell.id,
        verdict: cell.verdict,
        fix: cell.fix,
        outcomes: [cell.claim, cell.expected, cell.observed ?? "–"],
        times: [cell.timeToSymptomMs ?? Number.NaN, cell.timeToRecoveryMs ?? Number.NaN],
      })),
    );
    for (const cell of matrix.cells) {
      const [section] = all(
        page,
        (each) => each.name === "details" && each.attributes["data-cell"] === cell.id,
      );
      if (!section) throw new Error(`no section of ${cell.id}`);
      const shown = all(section, ({ attributes }) => "data-ms" in attributes).map(({ attributes }) =>
        Number(attributes["data-ms"]),
      );
      expect(shown).toEqual([
        ...[cell.healthyStartMs, cell.timeToSymptomMs, cell.timeToRecoveryMs].filter((ms) => ms !== null),
        ...cell.phases.map(({ startedAt, endedAt }) => Date.parse(endedAt ?? "") - Date.parse(startedAt)),
        ...cell.textsSeen.map(({ firstMs }) => firstMs),
      ]);
    }
  });

  test("has every probe of the journal, with what came back", () => {
    const { texts, cells } = dataOf(made.page);
    const samples = events.filter((event) => event.type === "sample");
    const dots = Object.values(cells)
      .flat()
      .flatMap(({ lanes }) => lanes.flatMap((lane) => lane.dots.length / 4));
    expect(dots.reduce((sum, many) => sum + many, 0)).toBe(samples.length);
    expect(texts).toContain("kubectl top nodes");
    expect(texts).toContain("error: Metrics API not available");
    expect(new Set(texts).size, "each text once").toBe(texts.length);
  });

  test("says which probe decided: the symptom's, the recovery's first look, and the last one", () => {
    const { texts, cells } = dataOf(made.page);
    const decided = (fix: string) =>
      (cells[`bad-flag-pair/kind-1.32.5/${fix}`] ?? [])
        .flatMap(({ lanes }) => lanes)
        .flatMap((lane) => Object.values(lane.decided).map((text) => `${texts[lane.name]}: ${texts[text]}`));
    expect(decided("timeout-9s").join("\n")).toMatch(/log of metrics-server: showed the symptom: /);
    expect(decided("timeout-9s").join("\n")).toMatch(
      /kubectl top \S+.*: the first good look of the recovery/,
    );
    expect(decided("timeout-just-below").join("\n")).toMatch(
      /: the last look: it still fails; observed: no effect/,
    );
  });

  test("has the thread's words beside what was measured, and how to see it again", () => {
    const [section] = all(
      made.page,
      ({ name, attributes }) =>
        name === "details" && attributes["data-cell"] === "bad-flag-pair/kind-1.32.5/timeout-9s",
    );
    const text = section ? textOf(section) : "";
    expect(text).toContain("if o.MetricResolution*9/10 < o.KubeletClient.KubeletRequestTimeout {");
    expect(text).toContain("10 s x 0.9 is 9 s, no less than 9 s");
    expect(text).toContain("npx faultline repro bad-flag-pair\n");
    expect(text).toContain("npx faultline stack up bad-flag-pair --variant fix:timeout-9s\n");
    expect(text).toContain("npx faultline run bad-flag-pair/kind-1.32.5/timeout-9s\n");
    expect(text).toMatch(/~ Deployment metrics-server spec\.template\S*args/);
  });

  test("is the same of the same journal", () => {
    const matrix = matrixFrom(events);
    expect(htmlFrom({ matrix, events })).toBe(made.text);
  });

  test("loads nothing: links lead out of it, and nothing else names an address", () => {
    const { page, text } = made;
    const outside = all(page, ({ attributes }) =>
      Object.values(attributes).some((value) => /^(https?:)?\/\//.test(value)),
    );
    expect(outside.length).toBeGreaterThan(0);
    expect(new Set(outside.map(({ name, attributes }) => `${name} ${Object.keys(attributes)}`))).toEqual(
      new Set(["a href,rel"]),
    );
    expect(all(page, named("link")).map(({ attributes }) => attributes.href)).toEqual(["data:,"]);
    expect(all(page, ({ attributes }) => "src" in attributes)).toEqual([]);
    expect(text).not.toMatch(/@import|url\(/);
    const [policy] = all(page, ({ attributes }) => attributes["http-equiv"] === "Content-Security-Policy");
    expect(policy?.attributes.content).toMatch(/^default-src 'none'; .*script-src 'sha256-[^']+'/);
  });

  test("shows stands that cells shared, and the machine's load and memory", () => {
    const [stands] = all(made.page, named("svg", "stands"));
    if (!stands) throw new Error("no stands");
    expect(all(stands, named("rect", "stand"))).toHaveLength(2);
    expect(all(stands, ({ attributes }) => "data-cell" in attributes)).toHaveLength(RECORDINGS.length);
    const captions = all(made.page, named("figcaption")).map(textOf);
    expect(captions).toEqual([
      expect.stringMatching(/^load, one minute: at most \d+\.\d, /),
      expect.stringMatching(/^memory in use: at most \d+ MB, /),
    ]);
  });
});
