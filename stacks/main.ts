import * as pulumi from "@pulumi/pulumi";
import { byHand } from "./by-hand.ts";
import { realise } from "./index.ts";
import { type Variants, variantOf } from "./variant.ts";

/** The program behind Pulumi.yaml: a scenario's state, chosen by the configuration `scenario` and `variant`. */
export default async function main() {
  const config = new pulumi.Config("faultline");
  const scenario = config.require("scenario");
  if (!/^[a-z0-9-]+$/.test(scenario))
    throw new pulumi.RunError(`faultline:scenario is no scenario id: ${scenario}`);
  const file = new URL(`../scenarios/${scenario}.ts`, import.meta.url).href;
  const module: { readonly default: Variants<unknown> } = await import(file);
  return {
    ...realise(
      variantOf(module.default, config.get("variant") ?? "healthy"),
      byHand(pulumi.getStack(), process.env),
    ),
  };
}
