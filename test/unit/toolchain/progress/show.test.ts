import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import type { ToolchainProgress } from "../../../../toolchain/progress/events.ts";
import { showProgress } from "../../../../toolchain/progress/show.ts";
import { type VirtualClock, virtualClock } from "../../../virtual-clock.ts";

const step = (component: string, cached = false) =>
  ({ component, version: "1.0", expectedSeconds: 90, lane: "cpu", needs: [], cached }) as const;

async function shown(
  isTTY: boolean,
  play: (progress: ToolchainProgress, clock: VirtualClock) => Promise<void>,
): Promise<string> {
  const clock = virtualClock({ auto: false });
  const stream = Object.assign(new PassThrough(), { columns: 80 });
  await showProgress({ stream, isTTY, clock }, (progress) => play(progress, clock));
  return String(stream.read() ?? "");
}

const aBuild = async (progress: ToolchainProgress, clock: VirtualClock) => {
  progress({ type: "planned", steps: [step("kind"), step("pulumi"), step("pause", true)] });
  progress({ type: "started", component: "kind", log: "/logs/kind.log" });
  await clock.advance(30_000);
  progress({ type: "done", component: "kind", seconds: 30 });
  progress({ type: "waiting", component: "pulumi", pid: 42 });
  await clock.advance(100_000);
  progress({ type: "failed", component: "pulumi", error: new Error("no") });
};

test("in a log: one line a transition with elapsed and remaining time", async () => {
  expect((await shown(false, aBuild)).trimEnd().split("\n")).toEqual([
    "toolchain: 2 to make (kind, pulumi), about 3 min",
    "toolchain: kind 1.0: started, log /logs/kind.log",
    "toolchain: kind 1.0: ready after 30 s, about 1 min 30 s left",
    "toolchain: pulumi 1.0: waiting for process 42, which is making it",
    "toolchain: pulumi 1.0: failed",
  ]);
});

test("nothing to make: nothing said", async () => {
  const text = await shown(false, async (progress) =>
    progress({ type: "planned", steps: [step("kind", true)] }),
  );
  expect(text).toBe("");
});

test("on a terminal: a block redrawn in place, its last picture whole", async () => {
  const text = await shown(true, aBuild);
  const pictures = text.split("\u001b[0J");
  expect(pictures[0]).toBe("\r");
  expect(text).toContain("▸ kind 1.0");
  expect(text).toContain("29 s of about 1 min 30 s");
  const last = pictures.at(-1)?.split("\n") ?? [];
  expect(last[0]).toMatch(/^ {2}✓ kind 1\.0 +ready$/);
  expect(last[1]).toMatch(/^ {2}✗ pulumi 1\.0 +failed$/);
  expect(last[2]).toBe("toolchain: about 0 s left");
  // Each redraw goes up exactly the lines that were drawn.
  expect(text.split("\u001b[3A").length - 1).toBe(pictures.length - 2);
});
