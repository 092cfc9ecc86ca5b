import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  raiseInotify,
  readHostSettings,
  restoreHostSettings,
} from "../../../../toolchain/engine/undo/host-settings.ts";
import { tempFolder } from "../../../temp-folder.ts";

function fakeSys(values: Record<string, string>): string {
  const sys = tempFolder("toolchain");
  for (const [name, value] of Object.entries(values)) {
    mkdirSync(join(sys, name, ".."), { recursive: true });
    writeFileSync(join(sys, name), value);
  }
  return sys;
}
const valueIn = (sys: string, name: string) => readFileSync(join(sys, name), "utf8");

test("what changed is put back, and what the machine does not have is left out", async () => {
  const sys = fakeSys({ "net/ipv4/ip_forward": "0\n", "kernel/panic": "1\n" });
  const before = await readHostSettings(undefined, sys);
  expect(before).toEqual({ "net/ipv4/ip_forward": "0", "kernel/panic": "1" });
  writeFileSync(join(sys, "net/ipv4/ip_forward"), "1\n");
  await restoreHostSettings(before, sys);
  expect(valueIn(sys, "net/ipv4/ip_forward")).toBe("0");
});

test("the inotify limit is raised once; a higher one stays", async () => {
  const low = fakeSys({ "fs/inotify/max_user_instances": "128\n" });
  expect(await raiseInotify(low)).toBeUndefined();
  expect(valueIn(low, "fs/inotify/max_user_instances")).toBe("1024");
  const high = fakeSys({ "fs/inotify/max_user_instances": "8192\n" });
  await raiseInotify(high);
  expect(valueIn(high, "fs/inotify/max_user_instances")).toBe("8192\n");
});

test("of two that raised the inotify limit, whichever ends last, it is as it was before both", async () => {
  const name = "fs/inotify/max_user_instances";
  for (const firstEndsFirst of [true, false]) {
    const sys = fakeSys({ [name]: "128" });
    const first = await readHostSettings([name], sys);
    await raiseInotify(sys);
    const second = await readHostSettings([name], sys);
    await raiseInotify(sys);
    for (const before of firstEndsFirst ? [first, second] : [second, first])
      await restoreHostSettings(before, sys);
    expect(valueIn(sys, name)).toBe("128");
  }
});

test("where it cannot be raised the user is told the command", async () => {
  const sys = fakeSys({ "fs/inotify/max_user_instances": "128\n" });
  const told = await raiseInotify(sys, async () => Promise.reject(new Error("EACCES")));
  expect(told).toContain("sysctl -w fs.inotify.max_user_instances=1024");
});
