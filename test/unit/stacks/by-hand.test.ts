import { expect, it } from "vitest";
import { byHand } from "../../../stacks/by-hand.ts";

it("names a cluster after its stack, within what a node's host name allows", () => {
  expect(byHand("stale-apiservice", {}).name).toBe("faultline-stale-apiservice");
  const long = byHand("kubelet-serving-cert-without-sans", {}).name;
  expect(long).toMatch(/^faultline-kubelet-serving-cert-[a-z]+-[0-9a-f]{6}$/);
  expect(long.length).toBeLessThanOrEqual(39);
  expect(byHand("kubelet-serving-cert-without-sons", {}).name).not.toBe(long);
});

it("takes kind's own node image unless the environment names another", () => {
  expect(byHand("a", {}).nodeImage(KIND)).toBe("kindest/node:v1.32.5");
  expect(byHand("a", { FAULTLINE_NODE_IMAGE: "own:1" }).nodeImage(KIND)).toBe("own:1");
});

const KIND = { distribution: "kind", version: "1.32.5" } as const;
