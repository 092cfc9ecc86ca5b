import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { withLock } from "../../../base/lock.ts";
import { systemClock } from "../../../base/system-clock.ts";

const options = { clock: systemClock };
let things = 0;
const newThing = () => `${process.pid} lock.test ${things++}`;

/** Another process, which holds the lock until it is killed. */
async function holderOf(thing: string) {
  const lock = new URL("../../../base/lock.ts", import.meta.url).href;
  const program = `import { withLock } from ${JSON.stringify(lock)};
    await withLock(${JSON.stringify(thing)}, () => { console.log("in"); return new Promise((r) => setTimeout(r, 60_000)); }, {});`;
  const holder = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(holder.stdout, "data");
  return holder;
}

test("the second gets in when the first lets go, and was told whom it waits for; another thing's does not wait", async () => {
  const thing = newThing();
  const order: string[] = [];
  const told = Promise.withResolvers<void>();
  const first = withLock(
    thing,
    async () => {
      await told.promise;
      order.push("first out");
    },
    options,
  );
  const onWait = (pid: number) => {
    order.push(`waits for ${pid}`);
    told.resolve();
  };
  const second = withLock(thing, async () => order.push("second in"), { ...options, onWait });
  await withLock(newThing(), async () => order.push("other"), options);
  await Promise.all([first, second]);
  expect(order).toEqual(["other", `waits for ${process.pid}`, "first out", "second in"]);
});

test("of many at once one holds at a time, and all get their turn", async () => {
  const thing = newThing();
  let inside = 0;
  const most: number[] = [];
  const work = async () => {
    most.push(++inside);
    await systemClock.sleep(2);
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 6 }, () => withLock(thing, work, options)));
  expect(most).toEqual([1, 1, 1, 1, 1, 1]);
});

test("an error in the work frees the lock, and an abort ends the wait", async () => {
  const thing = newThing();
  await expect(withLock(thing, () => Promise.reject(new Error("x")), options)).rejects.toThrow("x");
  const stop = new AbortController();
  const waiting = { ...options, signal: stop.signal, onWait: () => stop.abort(new Error("enough")) };
  await withLock(
    thing,
    async () => {
      await expect(withLock(thing, async () => "in", waiting)).rejects.toThrow();
    },
    options,
  );
  expect(await withLock(thing, async () => "free", options)).toBe("free");
});

test("what a killed process held is free", async () => {
  const thing = newThing();
  const holder = await holderOf(thing);
  const pids: number[] = [];
  const onWait = (pid: number) => {
    pids.push(pid);
    holder.kill("SIGKILL");
  };
  expect(await withLock(thing, async () => "in", { ...options, onWait })).toBe("in");
  expect(pids).toEqual([holder.pid]);
});

test("an abort ends the wait for a holder that is stopped and tells nobody its pid", async () => {
  const thing = newThing();
  const holder = await holderOf(thing);
  holder.kill("SIGSTOP");
  try {
    const waiting = { ...options, signal: AbortSignal.timeout(500) };
    await expect(withLock(thing, async () => "in", waiting)).rejects.toThrow();
  } finally {
    holder.kill("SIGKILL");
  }
});
