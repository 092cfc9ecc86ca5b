import { runtime } from "@pulumi/pulumi";
import { expect, it } from "vitest";
import { type Rendered, registered } from "../../../harness/stand/rendered.ts";
import main from "../../../stacks/main.ts";

async function configured(config: Record<string, string>): Promise<Rendered[]> {
  const named = Object.entries(config).map(([key, value]) => [`faultline:${key}`, value]);
  return registered(() => {
    runtime.setAllConfig(Object.fromEntries(named));
    return main();
  });
}

const flagsOf = (resources: Rendered[]) =>
  JSON.stringify(resources.find(({ type }) => type.endsWith(":Deployment"))?.inputs).match(
    /--kubelet-insecure-tls/,
  );

it("is, for `pulumi up`, the scenario and variant that the configuration names", async () => {
  const scenario = "kubelet-serving-cert-without-sans";
  expect(flagsOf(await configured({ scenario }))).not.toBeNull();
  expect(flagsOf(await configured({ scenario, variant: "fault" }))).toBeNull();
  expect(flagsOf(await configured({ scenario, variant: "fix:insecure-tls" }))).not.toBeNull();
});

it("refuses what is no scenario's id rather than import it", async () => {
  runtime.setAllConfig({ "faultline:scenario": "../harness/cli/main" });
  await expect(main()).rejects.toThrow("no scenario id");
});
