import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { systemClock } from "../../../../base/system-clock.ts";
import { openCache } from "../../../../toolchain/cache/cache.ts";
import { ToolchainStepFailed } from "../../../../toolchain/errors.ts";
import type { Recipe } from "../../../../toolchain/recipe.ts";
import { tempFolder } from "../../../temp-folder.ts";
import { sampleRecipe } from "../sample-recipe.ts";

const open = (root: string) => openCache({ root, clock: systemClock });
const options = () => ({ needed: new Map<string, string>(), signal: new AbortController().signal });
const names = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []);

/** A zombie nobody has reaped yet does not run. */
function runs(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

test("a step runs once; its output stays where it was put", async () => {
  const root = tempFolder("toolchain");
  let runs = 0;
  const recipe = sampleRecipe("a", {
    make: async ({ output, scratch }) => {
      runs += 1;
      await writeFile(join(scratch, "half"), "");
      await writeFile(join(output, "file"), "made");
    },
  });
  const first = await open(root).obtain(recipe, options());
  const second = await open(root).obtain(recipe, options());
  expect({ runs, text: readFileSync(join(second, "file"), "utf8") }).toEqual({ runs: 1, text: "made" });
  expect(second).toBe(first);
  expect(names(join(root, "work"))).toEqual([]);
  expect(await open(root).peek(recipe)).toMatchObject({
    component: "a",
    bytes: 4,
    digest: expect.stringMatching(/^sha256:/),
  });
});

test("two at once: the second waits and uses the first's result", async () => {
  const root = tempFolder("toolchain");
  let runs = 0;
  const recipe = sampleRecipe("a", {
    make: async ({ output }) => {
      runs += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
      await writeFile(join(output, "file"), "");
    },
  });
  const [a, b] = await Promise.all([
    open(root).obtain(recipe, options()),
    open(root).obtain(recipe, options()),
  ]);
  expect({ runs, same: a === b }).toEqual({ runs: 1, same: true });
});

test("a failing program leaves nothing but its log, which the error names with the program's last words", async () => {
  const root = tempFolder("toolchain");
  const recipe = sampleRecipe("a", {
    make: async ({ output, run }) => {
      await writeFile(join(output, "half"), "");
      await run("sh", ["-c", "echo building; echo 'undefined: frobnicate' >&2; exit 3"]);
    },
  });
  const failed = await open(root)
    .obtain(recipe, options())
    .catch((error: unknown) => error as ToolchainStepFailed);
  expect(failed).toBeInstanceOf(ToolchainStepFailed);
  const { message, log } = failed as ToolchainStepFailed;
  expect(message).toContain("a: sh -c: exit code 3");
  expect(message).toContain("undefined: frobnicate");
  expect(message).toContain(log);
  expect(readFileSync(log, "utf8")).toContain("building\n");
  expect([...names(join(root, "store")), ...names(join(root, "work"))]).toEqual([]);
  expect(await open(root).peek(recipe)).toBeUndefined();
});

test("an abort stops the running program with its children and leaves nothing", async () => {
  const root = tempFolder("toolchain");
  const stop = new AbortController();
  const pidFile = join(root, "pid");
  const recipe = sampleRecipe("a", {
    make: async ({ run }) => void (await run("sh", ["-c", `sleep 60 & echo $! > ${pidFile}; wait`])),
  });
  const making = open(root).obtain(recipe, { ...options(), signal: stop.signal });
  const ended = expect(making).rejects.toThrow("enough");
  while (names(root).includes("pid") === false || readFileSync(pidFile, "utf8") === "") {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  stop.abort(new Error("enough"));
  await ended;
  const child = Number(readFileSync(pidFile, "utf8"));
  await expect.poll(() => runs(child)).toBe(false);
  expect([...names(join(root, "store")), ...names(join(root, "work"))]).toEqual([]);
});

test("kill -9 in the middle of a step: its program dies, and the next run takes over and sweeps up", async () => {
  const root = tempFolder("toolchain");
  const pidFile = join(root, "pid");
  const maker = spawn(
    process.execPath,
    ["--input-type=module-typescript", "-e", KILLED_MAKER, root, pidFile],
    {
      cwd: import.meta.dirname,
      stdio: "inherit",
    },
  );
  await expect
    .poll(() => existsSync(pidFile) && readFileSync(pidFile, "utf8"), { timeout: 8000 })
    .toBeTruthy();
  expect(names(join(root, "work"))).toHaveLength(1);
  maker.kill("SIGKILL");
  await once(maker, "exit");
  const program = Number(readFileSync(pidFile, "utf8"));
  await expect.poll(() => runs(program), { timeout: 5000 }).toBe(false);

  const output = await open(root).obtain(sampleRecipe("slow"), options());
  expect(readFileSync(join(output, "file"), "utf8")).toBe("slow");
  expect(names(join(root, "work"))).toEqual([]);
});

test("a slot without a readable note is not trusted", async () => {
  const root = tempFolder("toolchain");
  const recipe = sampleRecipe("a");
  const slot = open(root).slot(recipe);
  mkdirSync(join(slot, "output"), { recursive: true });
  writeFileSync(join(slot, "made.json"), "{ torn");
  const output = await open(root).obtain(recipe, options());
  expect(readFileSync(join(output, "file"), "utf8")).toBe("a");
});

test("a recipe sees the outputs of its needs and no others", async () => {
  const root = tempFolder("toolchain");
  const recipe: Recipe = sampleRecipe("user", {
    make: async ({ output, needed }) => {
      await writeFile(join(output, "file"), needed("binary"));
      needed("stranger");
    },
  });
  const obtained = open(root).obtain(recipe, { ...options(), needed: new Map([["binary", "/there"]]) });
  await expect(obtained).rejects.toThrow("user does not list stranger in its needs");
});

/** A process that makes the sample "slow" and never gets to its end. */
const KILLED_MAKER = `
import { openCache } from "../../../../toolchain/cache/cache.ts";
import { systemClock } from "../../../../base/system-clock.ts";
import { sampleRecipe } from "../sample-recipe.ts";
const [root, pidFile] = process.argv.slice(1);
const recipe = sampleRecipe("slow", { make: async ({ run }) => void (await run("sh", ["-c", \`echo $$ > \${pidFile}; exec sleep 60\`])) });
await openCache({ root, clock: systemClock }).obtain(recipe, { needed: new Map(), signal: new AbortController().signal });
`;
