import { expect, test } from "vitest";
import { ownerOf } from "../../../../base/ledger/owner.ts";
import { openLeases } from "../../../../toolchain/engine/private/leases.ts";
import { tempFolder } from "../../../temp-folder.ts";

const gone = { pid: 4_000_000, startTicks: "1" };

test("the leases of dead processes do not hold the engine, those of living ones do", async () => {
  const root = tempFolder("toolchain");
  const self = ownerOf(process.pid);
  const leases = openLeases(root);
  await leases.take(gone);
  expect(await leases.holders()).toEqual([]);
  const held = await leases.take(self);
  await leases.take(gone);
  expect(await leases.holders()).toEqual([held]);
  await leases.drop(held);
  expect(await leases.holders()).toEqual([]);
});

test("a process that uses the engine twice holds it until it has released it twice", async () => {
  const leases = openLeases(tempFolder("toolchain"));
  const self = ownerOf(process.pid);
  const [first, second] = [await leases.take(self), await leases.take(self)];
  await leases.drop(first);
  expect(await leases.holders()).toEqual([second]);
});

test("a pid that was given to another process holds nothing", async () => {
  const leases = openLeases(tempFolder("toolchain"));
  await leases.take({ pid: process.pid, startTicks: "1" });
  expect(await leases.holders()).toEqual([]);
});

test("a kept environment holds the engine without a process", async () => {
  const leases = openLeases(tempFolder("toolchain"), () => false);
  await leases.keep("run-1");
  expect(await leases.holders()).toEqual(["kept-run-1"]);
  await leases.dropAll();
  expect(await leases.holders()).toEqual([]);
});
