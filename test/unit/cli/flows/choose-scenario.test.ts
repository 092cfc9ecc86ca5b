import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { type Choice, choicesFor, firstRunnable } from "../../../../harness/cli/flows/choose-scenario.ts";
import type { CliContext } from "../../../../harness/context.ts";

const context = { scenarios: "scenarios" } as CliContext;
const named = ({ scenario, platform }: Choice) => `${scenario.id} on ${platform.distribution}`;
const K0S = "docker.io/k0sproject/k0s:v1.32.3-k0s.0";

function stderr() {
  const stream = new PassThrough({ encoding: "utf8" });
  return { stream, said: () => String(stream.read() ?? "") };
}

test("a thread means its own platform first, and ends with what every machine can make", async () => {
  const choices = await choicesFor("k0sproject/k0s#5781", context);
  expect(choices.map(named)).toEqual([
    "k0s-without-konnectivity on k0s",
    "control-plane-off-the-pod-network on kind",
  ]);
});

test("the platform as reported comes before the same mechanism, wherever the scenario lists it", async () => {
  const choices = await choicesFor("k3s-startup-noise", context);
  expect(choices.map(named)).toEqual(["k3s-startup-noise on k3d", "k3s-startup-noise on kind"]);
});

test("what the engine lacks is passed over, and said", async () => {
  const choices = await choicesFor("k0sproject/k0s#5781", context);
  const { stream, said } = stderr();
  expect(named(firstRunnable(choices, [K0S], stream))).toBe("control-plane-off-the-pod-network on kind");
  expect(said()).toMatch(
    /not k0s-without-konnectivity on k0s 1\.32\.3 \(reported\): .*toolchain import.*\n.*reproducing control-plane-off/,
  );
  expect(named(firstRunnable(choices, [], stream))).toBe("k0s-without-konnectivity on k0s");
});

test("nothing left to make is an error that names the image", async () => {
  const choices = await choicesFor("k0s-without-konnectivity", context);
  expect(() => firstRunnable(choices, [K0S], stderr().stream)).toThrow(K0S);
});
