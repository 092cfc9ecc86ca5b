import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { healthyNow, SUSTAINED } from "../../../harness/judge/health.ts";
import { condition, healthyLooks, NODE, nodesOk, podsOk, SERVER, T0, topFails, view } from "./synthetic.ts";

const UP = condition(-5, "True", "Passed");
const from = T0;

describe("healthy", () => {
  test("needs every observable, twice, for the whole time", () => {
    const state = (until: number) => healthyNow(view([UP, ...healthyLooks(1, until)], until), { from }).state;
    expect(state(1)).toBe("good");
    expect(state(3)).toBe("good");
    expect(state(7)).toBe("sustained");
  });

  test("lasts as long as is asked of it", () => {
    const state = (until: number) =>
      healthyNow(view([UP, ...healthyLooks(1, until)], until), { from, sustainMs: 30_000 }).state;
    expect(state(29)).toBe("good");
    expect(state(33)).toBe("sustained");
  });

  test("begins when the last observable turned good", () => {
    const samples = [UP, nodesOk(1), nodesOk(3), podsOk(4), nodesOk(5), podsOk(6), nodesOk(8), podsOk(8.5)];
    expect(healthyNow(view(samples, 9), { from })).toMatchObject({ state: "sustained", since: T0 + 4_000 });
  });

  test.each([
    ["an exit code", [UP, ...healthyLooks(1, 9), topFails(10)], "Metrics API not available"],
    ["a node without values", [UP, ...healthyLooks(1, 9), nodesOk(10, ["other"])], `no values for ${NODE}`],
    ["no APIService", [{ ...UP, present: false, status: "" }, ...healthyLooks(1, 9)], "APIService absent"],
    [
      "a False condition",
      [...healthyLooks(1, 9), condition(9, "False", "MissingEndpoints", "none")],
      "MissingEndpoints",
    ],
    [
      "nothing but nodes",
      [UP, nodesOk(1), nodesOk(4), nodesOk(7)],
      "top pods -A from control-plane: not looked at yet",
    ],
  ] as const)("is not %s", (_, samples, note) => {
    expect(healthyNow(view(samples, 10), { from })).toMatchObject({
      state: "bad",
      note: expect.stringContaining(note),
    });
  });

  test("is not a node listed as <unknown>", () => {
    const unknown = nodesOk(10);
    const text = `NAME CPU(cores) CPU(%) MEMORY(bytes) MEMORY(%)\n${NODE} <unknown> <unknown> <unknown> <unknown>`;
    const samples = [UP, ...healthyLooks(1, 9), { ...unknown, text }];
    expect(healthyNow(view(samples as never, 10), { from })).toMatchObject({
      state: "bad",
      note: expect.stringContaining(NODE),
    });
  });

  test("is asked of every vantage point, and of at least one", () => {
    const samples = [UP, ...healthyLooks(1, 9)];
    expect(healthyNow(view(samples, 9, { vantages: [SERVER, "b"] }), { from }).state).toBe("bad");
    expect(healthyNow(view(samples, 9, { vantages: [] }), { from }).state).toBe("bad");
  });

  test("does not count probes that began before", () => {
    expect(healthyNow(view([UP, ...healthyLooks(1, 9)], 9), { from: T0 + 7_000 }).state).toBe("good");
  });
});

test("sustained never begins before the last bad probe nor lasts shorter than asked (any order of probes)", () => {
  const probes = fc.array(
    fc.record({ gap: fc.integer({ min: 1, max: 4 }), nodes: fc.boolean(), pods: fc.boolean() }),
  );
  fc.assert(
    fc.property(probes, (list) => {
      let seconds = 0;
      const samples = list.flatMap(({ gap, nodes, pods }) => {
        seconds += gap;
        const bad = podsOk(seconds + 0.2);
        return [
          nodes ? nodesOk(seconds) : topFails(seconds),
          pods ? podsOk(seconds + 0.2) : { ...bad, text: "No resources found" },
        ];
      });
      const health = healthyNow(view([UP, ...(samples as (typeof UP)[])], seconds), { from });
      const lastBad = list.findLastIndex(({ nodes, pods }) => !nodes || !pods);
      const goodLooks = list.length - 1 - lastBad;
      if (health.state === "bad") return;
      const badUntil = list.slice(0, lastBad + 1).reduce((sum, { gap }) => sum + gap, 0);
      expect(health.since).toBeGreaterThan(T0 + badUntil * 1_000);
      if (health.state !== "sustained") return;
      expect(goodLooks).toBeGreaterThanOrEqual(SUSTAINED.probes);
      expect(T0 + seconds * 1_000 + 200 - health.since).toBeGreaterThanOrEqual(SUSTAINED.ms);
    }),
    { numRuns: 300 },
  );
});

test("a look that did not get there neither ends health nor shows it, and a healing wants three that did", () => {
  const killed = { ...topFails(20), exit: 128, text: "" };
  const samples = [UP, ...healthyLooks(1, 5), killed as never, ...healthyLooks(33, 37)];
  expect(healthyNow(view(samples, 37), { from, sustainMs: 30_000 })).toMatchObject({
    state: "sustained",
    since: expect.any(Number),
  });
  const two = [UP, nodesOk(1), podsOk(1), nodesOk(33), podsOk(33)];
  expect(healthyNow(view(two, 34), { from, sustainMs: 30_000 }).state).toBe("good");
});
