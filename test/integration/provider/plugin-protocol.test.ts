import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PluginProcess, startPlugin } from "./plugin-process.ts";

/** What the engine relies on in every plugin, whatever it manages. */
describe.each([
  { name: "faultline", unknownType: "faultline:index:Nope" },
  { name: "kubernetes", unknownType: "kubernetes:helm.sh/v3:Release" },
] as const)("the $name plugin", ({ name, unknownType }) => {
  let plugin: PluginProcess;
  // In the order of an operation's life: one process, as starting it costs more than all of this.
  beforeAll(async () => {
    plugin = await startPlugin(name);
  });
  afterAll(() => plugin.end("SIGKILL"));

  it("shakes hands, names its version and takes secrets and previews", async () => {
    expect(await plugin.handshake()).toMatchObject({ acceptSecrets: true });
    expect(await plugin.version()).toMatch(/^\d+\.\d+\.\d+$/);
    expect(await plugin.configure({})).toMatchObject({ acceptsecrets: true, supportspreview: true });
  });

  it("refuses a resource it does not have with what to do instead", async () => {
    await expect(plugin.check(unknownType, "x", {})).rejects.toMatchObject({
      details: expect.stringMatching(/has no .*(it has|use the released plugin)/s),
    });
  });

  it("takes Cancel at the end of an operation and works on after the next Configure", async () => {
    await plugin.cancel();
    expect(await plugin.configure({})).toMatchObject({ supportspreview: true });
  });

  it("leaves at once on SIGINT and leaves nothing behind", async () => {
    const { code, ms } = await plugin.end("SIGINT");
    expect(code).toBe(0);
    expect(ms).toBeLessThan(2000);
    expect(readdirSync(tmpdir()).filter((file) => file.includes(`plugin-${plugin.process.pid}`))).toEqual([]);
  });
});

it("a plugin leaves when the engine that started it is gone without a word", async () => {
  const main = fileURLToPath(new URL("../../../provider/kubernetes/main.ts", import.meta.url));
  const engine = `
    const plugin = require("node:child_process").spawn(process.execPath, [process.argv[1], "127.0.0.1:1"]);
    plugin.stdout.once("data", () => console.log(plugin.pid));`;
  const parent = spawn(process.execPath, ["-e", engine, main], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  const pid = Number(String(line));
  parent.kill("SIGKILL");
  try {
    await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 10_000 }).toBe(false);
  } finally {
    if (existsSync(`/proc/${pid}`)) process.kill(pid, "SIGKILL");
  }
});
