import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { gridLines } from "../../../harness/report/terminal/grid-lines.ts";
import { logLines } from "../../../harness/report/terminal/log-lines.ts";
import { painter } from "../../../harness/report/terminal/paint.ts";
import { RunProgress } from "../../../harness/report/terminal/run-progress.ts";
import { START, SyntheticJournal, syntheticCell, topNodes } from "../../synthetic-journal.ts";

const cells = Array.from({ length: 12 }, (_, i) => syntheticCell("scenario-with-a-long-name", `fix-${i}`));
const [first, second, third] = cells as [(typeof cells)[0], (typeof cells)[0], (typeof cells)[0]];

function progressOf(journal: Pick<SyntheticJournal, "events">): RunProgress {
  const progress = new RunProgress();
  for (const event of journal.events) progress.see(event);
  return progress;
}

const midway = () =>
  progressOf(
    new SyntheticJournal()
      .started(cells)
      .attempt(first, 10, "pass")
      .attempt(second, 10, "fail", 1, "not healthy\nwithin 30 s")
      .cell(70, third.id, { type: "cell.started" })
      .cell(71, third.id, { type: "phase.started", phase: "symptom" })
      .cell(72, third.id, {
        type: "sample",
        phase: "symptom",
        sample: topNodes(72, 1, "error: Metrics API not available\n"),
      }),
  );

const at = (seconds: number) => START + seconds * 1000;
const plain = painter(false);

test("every cell has its line: waiting, running with phase and clock, done with verdict", () => {
  const lines = gridLines(midway(), at(80), { columns: 120, rows: 40 }, plain);
  expect(lines[0]).toBe("faultline 20261122-100000-abcd  kind-1.32.5  2/12 cells  1 pass, 1 fail  01:20");
  expect(lines).toHaveLength(13);
  expect(lines[1]).toMatch(/^✓ scenario-with-a-long-name\/fix-0 +pass +60\.0 s$/);
  expect(lines[2]).toMatch(/^✗ .*fix-1 +fail +60\.0 s +not healthy within 30 s$/);
  expect(lines[3]).toMatch(/fix-2 +symptom +00:09 +error: Metrics API not available$/);
  expect(lines[4]).toMatch(/fix-3 +waiting$/);
});

test("it never wraps or scrolls, down to an absurd size", () => {
  for (const size of [
    { columns: 80, rows: 24 },
    { columns: 40, rows: 6 },
    { columns: 25, rows: 4 },
  ]) {
    const lines = gridLines(midway(), at(80), size, painter(true));
    expect(lines.length).toBeLessThan(size.rows);
    for (const line of lines) expect(stripVTControlCharacters(line).length).toBeLessThan(size.columns);
  }
});

test("when not all cells fit, the running and the failed stay and the rest is counted", () => {
  const lines = gridLines(midway(), at(80), { columns: 120, rows: 5 }, plain);
  expect(lines.filter((line) => /fix-2|fix-1 /.test(line))).toHaveLength(2);
  expect(lines.at(-1)).toMatch(/… 1 more done, 9 more waiting/);
});

test("a second attempt shows as one and starts with a clean slate", () => {
  const journal = new SyntheticJournal()
    .started([first])
    .attempt(first, 10, "fail", 1, "x")
    .cell(80, first.id, { type: "cell.started" }, 2);
  const [, line] = gridLines(progressOf(journal), at(85), { columns: 120, rows: 10 }, plain);
  expect(line).toMatch(/starting +00:05 attempt 2/);
});

test("a log has one line a transition, without control characters", () => {
  let text = "";
  const log = logLines({ write: (chunk: string) => (text += chunk) } as unknown as NodeJS.WritableStream);
  const journal = new SyntheticJournal()
    .started([first])
    .attempt(first, 10, "fail", 1, "because\nof this")
    .ended(90);
  for (const event of journal.events) log.see(event);
  log.close();
  expect(text.trimEnd().split("\n")).toEqual([
    "00:00  run 20261122-100000-abcd on Debian GNU/Linux 12 (bookworm), 2 CPUs, 24000 MB, private docker",
    "00:00  1 cells to run",
    "00:01  toolchain ready; stand-ins: kubernetes plugin",
    `00:10  ${first.id}  started`,
    ...["stand", "baseline", "fault", "symptom", "fix", "recovery"].map((phase, i) =>
      `00:${20 + i * 10}  ${first.id}  ${phase} ok after 10.0 s`
        .replace("00:60", "01:00")
        .replace("00:70", "01:10"),
    ),
    `01:10  ${first.id}  FAIL (nothing observed): because of this  [1/1]`,
    "01:30  run complete",
  ]);
});

test("a run whose name was edited clears no screen", () => {
  const journal = new SyntheticJournal().started([first]);
  const events = journal.events.map((event) => ({ ...event, run: "\u001b[2J" }));
  const [title] = gridLines(progressOf({ events }), at(5), { columns: 120, rows: 10 }, plain);
  expect(title).not.toMatch(/\p{Cc}/u);
});
