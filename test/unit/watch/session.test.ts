import { expect, test } from "vitest";
import type { CellRun } from "../../../harness/cell/phases/cell-run.ts";
import { draftOf } from "../../../harness/watch/draft.ts";
import type { Place } from "../../../harness/watch/place.ts";
import type { Said } from "../../../harness/watch/said.ts";
import { type WatchOptions, watchScenario } from "../../../harness/watch/session.ts";
import { virtualClock } from "../../virtual-clock.ts";
import { scenario } from "../judge/synthetic.ts";

const DRAFT = draftOf(scenario);
const PROBLEM = { file: "/x/mine.ts", line: 3, column: 9, message: "mode: expected string" };
type Loads = Awaited<ReturnType<WatchOptions["load"]>>;
const RIGHT: Loads = { draft: DRAFT, files: ["/x/mine.ts", "/x/words.ts"] };
const WRONG: Loads = { problems: [PROBLEM], files: ["/x/mine.ts"] };

/** A session whose file is loaded as `loads` has it, once for each save; after the last it is interrupted. Its stands do what `up` does. */
async function session(loads: readonly Loads[], up: () => Promise<never>, more: Partial<WatchOptions> = {}) {
  const said: Said[] = [];
  const made: string[] = [];
  const followed: string[][] = [];
  const stop = new AbortController();
  const left = [...loads];
  const place = (): Place => {
    const stand = { up, preview: up, destroy: async () => {}, refresh: async () => [] };
    return {
      stand,
      run: (on, signal) =>
        ({
          ...on,
          healthy: on.healthy,
          stand,
          signal,
          emit: () => {},
          clock: virtualClock(),
        }) as unknown as CellRun,
      remove: async () => void made.push("removed"),
    };
  };
  const ended = await watchScenario({
    file: "/x/mine.ts",
    load: async () => left.shift() ?? RIGHT,
    files: {
      follow: (files) => void followed.push([...files]),
      saved: async (signal) => {
        // A save comes when what the one before asked for is under way.
        await new Promise((resolve) => setTimeout(resolve, 20));
        if (left.length === 0) stop.abort(new DOMException("stopped by SIGINT", "AbortError"));
        signal.throwIfAborted();
      },
      close: () => {},
    },
    open: async (draft) => {
      made.push("made");
      const [on] = draft.on;
      if (!on) throw new Error("no platform");
      return { place: place(), on };
    },
    once: false,
    tell: (each) => void said.push(each),
    clock: virtualClock(),
    signal: stop.signal,
    ...more,
  }).then(
    (exit) => ({ exit }),
    (error: unknown) => ({ error }),
  );
  return { ended, said, made, followed };
}

const broken = () => Promise.reject(new Error("no room for a node"));

test("a file that is not right is told of and waited for; one that is begins, and its imports are followed", async () => {
  const { said, made, followed, ended } = await session([WRONG, RIGHT], broken);
  expect(said.map(({ type }) => type)).toEqual(["broken", "loaded", "failed"]);
  expect(said[0]).toEqual({ type: "broken", problems: [PROBLEM] });
  expect(followed.at(-1)).toEqual(["/x/mine.ts", "/x/words.ts"]);
  expect(made).toEqual(["made", "removed"]);
  expect(ended).toMatchObject({ error: { message: "stopped by SIGINT" } });
});

test("a round that failed is told, a save tries again, and where the stand cannot be brought back another is made", async () => {
  const { said, made } = await session([RIGHT, RIGHT], broken);
  const lines = said.map((each) =>
    each.type === "loaded" ? `${each.does}: ${each.why}` : each.type === "failed" ? each.message : each.type,
  );
  expect(lines.slice(0, 5)).toEqual([
    "begin: it is as `faultline check` wants it",
    "no room for a node",
    "again: the round before failed",
    "new stand: the healthy state cannot be reached in place: no room for a node",
    "begin: on a new stand",
  ]);
  expect(made.slice(0, 3)).toEqual(["made", "removed", "made"]);
  expect(made.at(-1)).toBe("removed");
});

test("with --once neither a wrong file nor a failure is waited for, and what was made is removed", async () => {
  const wrong = await session([WRONG], broken, { once: true });
  expect(wrong).toMatchObject({ ended: { error: { code: "SCENARIO_INVALID", exit: 2 } }, made: [] });
  const failed = await session([RIGHT, RIGHT], broken, { once: true });
  expect(failed).toMatchObject({
    ended: { error: { message: "no room for a node" } },
    made: ["made", "removed"],
  });
});
