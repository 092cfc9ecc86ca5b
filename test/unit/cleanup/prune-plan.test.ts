import { expect, test } from "vitest";
import type { LedgerEntry, Thing } from "../../../base/ledger/entry.ts";
import { planPrune } from "../../../harness/cleanup/prune-plan.ts";

const dead = { pid: 1, startTicks: "1" };
const living = { pid: 2, startTicks: "2" };
const alive = (owner: { pid: number }) => owner.pid === living.pid;
const dockerHost = "unix:///d.sock";
let count = 0;
const entry = (thing: Thing, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  id: String(count++),
  run: "r1",
  owner: dead,
  at: new Date(count * 1000).toISOString(),
  thing,
  state: "open",
  ...more,
});

test("what holds something goes before it", () => {
  const things: Thing[] = [
    { kind: "engine", root: "/e/r" },
    { kind: "path", path: "/runs/r1" },
    { kind: "firewall", table: "filter", chain: "DOCKER-USER", spec: [] },
    { kind: "network", name: "n", dockerHost },
    { kind: "volume", name: "v", dockerHost },
    { kind: "container", name: "c", dockerHost },
    { kind: "process", pid: 9, startTicks: "9", what: "worker" },
  ];
  const { remove } = planPrune(
    things.map((thing) => entry(thing)),
    { alive },
  );
  expect(remove.map(({ thing }) => thing.kind)).toEqual(things.map(({ kind }) => kind).reverse());
});

test("the newest of a kind goes first", () => {
  const a = entry({ kind: "container", name: "older", dockerHost });
  const b = entry({ kind: "container", name: "newer", dockerHost });
  expect(planPrune([a, b], { alive }).remove).toEqual([b, a]);
});

test("what a living process answers for stays, whatever is asked", () => {
  const running = entry({ kind: "path", path: "/runs/x" }, { owner: living });
  const keptByRunning = entry({ kind: "path", path: "/runs/y" }, { owner: living, kept: true });
  for (const facts of [{ alive }, { alive, all: true }, { alive, run: "r1" }]) {
    expect(planPrune([running, keptByRunning], facts)).toMatchObject({
      remove: [],
      leave: [{ reason: "in use by process 2" }, { reason: "in use by process 2" }],
    });
  }
});

test("a kept environment goes only when asked: all of them, or its run", () => {
  const kept = entry({ kind: "path", path: "/runs/r1" }, { kept: true });
  expect(planPrune([kept], { alive }).leave).toEqual([
    { entry: kept, reason: "kept; faultline prune --run r1 removes it" },
  ]);
  expect(planPrune([kept], { alive, all: true }).remove).toEqual([kept]);
  expect(planPrune([kept], { alive, run: "r1" }).remove).toEqual([kept]);
  expect(planPrune([kept], { alive, run: "r2" }).remove).toEqual([]);
});

test("a reaper touches only its own run's process", () => {
  const other = entry({ kind: "path", path: "/runs/o" }, { owner: { pid: 3, startTicks: "3" } });
  const mine = entry({ kind: "path", path: "/runs/m" });
  expect(planPrune([other, mine], { alive, owner: dead }).remove).toEqual([mine]);
});

test("closed entries are neither removed nor left", () => {
  const closed = entry({ kind: "path", path: "/x/y" }, { state: "closed" });
  expect(planPrune([closed], { alive, all: true })).toEqual({ remove: [], leave: [] });
});

test("at the end of its run an owner removes its own things, and nobody else's", () => {
  const mine = entry({ kind: "path", path: "/runs/m" }, { owner: { pid: process.pid, startTicks: "1" } });
  const theirs = entry({ kind: "path", path: "/runs/t" }, { owner: living });
  const everybodyLives = { alive: () => true, run: "r1" };
  expect(planPrune([mine, theirs], { ...everybodyLives, own: true }).remove).toEqual([mine]);
  expect(planPrune([mine, theirs], everybodyLives).remove).toEqual([]);
});
