import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { painter } from "../../../../harness/report/terminal/paint.ts";
import type { Said } from "../../../../harness/watch/said.ts";
import { openTeller } from "../../../../harness/watch/show/open-teller.ts";
import { stateLines } from "../../../../harness/watch/show/state-lines.ts";
import { WatchState } from "../../../../harness/watch/show/watch-state.ts";
import { virtualClock } from "../../../virtual-clock.ts";

const LOADED: Said = {
  type: "loaded",
  scenario: "mine",
  title: "An example",
  does: "begin",
  why: "it is right",
};
const SEEN: Said = {
  type: "row",
  of: "symptom",
  index: 0,
  name: "top nodes showing /Metrics API/",
  state: "seen",
  afterMs: 2_300,
  where: "control-plane",
  text: "error: Metrics API not available\nand more",
};
const NEAR: Said = {
  type: "row",
  of: "symptom",
  index: 1,
  name: "log line /no route/",
  state: "not yet",
  nearest: { where: "metrics-server-a", text: "no way\u001b[2J", wanted: 2, missing: ["route"], but: null },
};
const BROKEN: Said = {
  type: "broken",
  problems: [{ file: "/x/mine.ts", line: 3, column: 9, message: "mode: expected string" }],
};

function told(output: string, said: readonly Said[], env: NodeJS.ProcessEnv = {}): string {
  let text = "";
  const stdout = new Writable({
    write: (chunk, _encoding, done) => {
      text += chunk;
      done();
    },
  });
  const clock = virtualClock();
  const teller = openTeller({ stdout, isTTY: false, clock, color: false, env }, output);
  for (const each of said) teller.tell(each);
  teller.close();
  return text;
}

test("without a terminal each change is a line, without control characters", () => {
  expect(told("text", [LOADED, SEEN, NEAR, BROKEN])).toBe(
    [
      "00:00  mine: begins, because it is right",
      "00:00  seen     top nodes showing /Metrics API/: 2.3 s after the change at control-plane: error: Metrics API not available",
      "00:00  not yet  log line /no route/: nearest (lacks route) at metrics-server-a: no way",
      "00:00  the file is not right, and its next save is waited for: /x/mine.ts:3:9: mode: expected string",
      "",
    ].join("\n"),
  );
});

test("for a script each change is a line of JSON, and a secret is in neither form", () => {
  const secret = "s3cr3t-of-the-cluster";
  const leaky: Said = { ...SEEN, text: `token ${secret}` };
  const lines = told("json", [LOADED, leaky], { MY_TOKEN: secret }).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { schema: "faultline/watch@1", at: expect.any(String), ...LOADED },
    {
      schema: "faultline/watch@1",
      at: expect.any(String),
      ...leaky,
      text: "token [redacted: value of MY_TOKEN]",
    },
  ]);
  expect(told("text", [leaky], { MY_TOKEN: secret })).not.toContain(secret);
});

test("a terminal shows the list as it is now, no wider and no higher than it is", () => {
  const state = new WatchState();
  for (const said of [LOADED, SEEN, NEAR, BROKEN]) state.see(said, 1_000);
  const reach = { run: "r", platform: "kind 1.32.5", kubeconfig: "/k", bin: "/b" };
  state.see({ type: "stand", state: "up", ...reach }, 1_000);
  state.see({ type: "phase", phase: "symptom", outcome: "begun" }, 1_000);
  const lines = stateLines(state, 61_000, { columns: 100, rows: 40 }, painter(false));
  expect(lines).toEqual([
    "faultline watch  mine  symptom begun 01:00",
    "  An example",
    "✓ seen     top nodes showing /Metrics API/",
    "             2.3 s after the change at control-plane: error: Metrics API not available",
    "· not yet  log line /no route/",
    "             nearest (lacks route) at metrics-server-a: no way",
    "  the file is not right:",
    "  /x/mine.ts:3:9: mode: expected string",
    "  export KUBECONFIG=/k",
    "  export PATH=/b:$PATH",
    "  a save is noticed; Ctrl-C removes everything",
  ]);
  const small = stateLines(state, 61_000, { columns: 30, rows: 5 }, painter(false));
  expect(small).toHaveLength(4);
  expect(small.every((line) => line.length < 30)).toBe(true);
  state.see({ type: "stand", state: "removing", run: "r" }, 62_000);
  const last = stateLines(state, 63_000, { columns: 100, rows: 40 }, painter(false));
  expect([last[0], last.at(-1)]).toEqual([
    "faultline watch  mine  removing",
    "  /x/mine.ts:3:9: mode: expected string",
  ]);
});

test("a save that is right again ends the complaint, and other signatures begin a new list", () => {
  const state = new WatchState();
  for (const said of [LOADED, SEEN, NEAR, BROKEN]) state.see(said, 0);
  state.see({ ...LOADED, type: "loaded", does: "nothing" } as Said, 1);
  expect([state.broken, state.symptom.length]).toEqual([undefined, 2]);
  state.see({ ...LOADED, type: "loaded", does: "judge" } as Said, 2);
  expect(state.symptom).toEqual([]);
});
