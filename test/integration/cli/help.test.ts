import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freshMachine } from "./faultline.ts";

test("help lists every command and what the exit codes mean", async () => {
  const machine = await freshMachine();
  const { exit, stdout, stderr } = await machine.run(["--help"]);
  for (const command of [
    "run",
    "repro",
    "list",
    "init",
    "new",
    "check",
    "watch",
    "plan",
    "report",
    "confusion",
    "doctor",
    "toolchain",
    "stack",
    "env",
    "prune",
  ]) {
    expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, "m"));
  }
  for (const code of [0, 1, 2, 3, 4, 130]) expect(stdout).toMatch(new RegExp(`^  ${code} `, "m"));
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
});

test("asking for help or the version loads nothing heavy", async () => {
  const machine = await freshMachine();
  const hook = join(machine.root, "hook.mjs");
  await writeFile(
    hook,
    `import { registerHooks } from "node:module";
     registerHooks({ load: (url, context, next) => { process.stderr.write(url + "\\n"); return next(url, context); } });`,
  );
  const { exit, stdout, stderr } = await machine.run(["--version"], {}, ["--import", hook]);
  expect({ exit, stdout }).toEqual({ exit: 0, stdout: "0.1.0\n" });
  const loaded = stderr.split("\n");
  expect(loaded.some((url) => url.endsWith("/harness/cli/program.ts"))).toBe(true);
  expect(
    loaded.filter((url) => /node_modules\/(@pulumi|testcontainers|typescript|zod|@grpc|fast-xml)/.test(url)),
  ).toEqual([]);
});

test("without a terminal, or with NO_COLOR, nothing is coloured", async () => {
  const machine = await freshMachine();
  const { stdout } = await machine.run(["list"], { FORCE_COLOR: undefined, NO_COLOR: "1" });
  expect(stdout).toContain("SCENARIO");
  expect(stdout).not.toContain("\u001b");
});

test("a reader that leaves early is no error", async () => {
  const machine = await freshMachine();
  const child = machine.start(["list", "-o", "json"]);
  child.stdout.destroy();
  const exit = await new Promise((done) => child.once("exit", done));
  expect(exit).toBe(0);
});

test("Ctrl-C breaks no command whose errors nobody reads any more: it comes to an end of its own", async () => {
  const machine = await freshMachine();
  const child = machine.start(["doctor"], { FAKE_DOCKER_SLOW: "2" });
  child.stderr.destroy();
  const ended = new Promise((done) => child.once("exit", done));
  await expect.poll(() => existsSync(machine.env.FAKE_LOG), { timeout: 20_000 }).toBe(true);
  child.kill("SIGINT");
  expect(await ended).toBe(0);
});

test("a second Ctrl-C ends a command that hangs, at once and with 130", async () => {
  const machine = await freshMachine();
  const child = machine.start(["doctor"], { FAKE_DOCKER_SLOW: "20" });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
    child.kill("SIGINT");
  });
  const ended = new Promise((done) => child.once("exit", done));
  await expect.poll(() => existsSync(machine.env.FAKE_LOG), { timeout: 20_000 }).toBe(true);
  const started = Date.now();
  child.kill("SIGINT");
  const exit = await ended;
  expect({ exit, said }).toEqual({
    exit: 130,
    said: expect.stringContaining("send it again to stop at once"),
  });
  expect(Date.now() - started).toBeLessThan(10_000);
});
