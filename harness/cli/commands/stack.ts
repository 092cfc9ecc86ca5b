import { type Command, Option } from "commander";
import type { CliContext } from "../../context.ts";
import type { Operation, StackOptions } from "../flows/operate-stack.ts";
import { pluginOption } from "../plugin-option.ts";

const OPERATIONS: Readonly<Record<Operation, string>> = {
  preview: "print what `up` would change",
  up: "make the cluster be this variant of the scenario, and keep it",
  destroy: "remove the cluster and the stack's state",
};

/** A scenario's stack moved by hand, also where Pulumi's Node language plugin is not installed. */
export function registerStack(program: Command, context: CliContext): void {
  const stack = program
    .command("stack")
    .description("move one scenario's cluster by hand, as `pulumi preview|up|destroy` would");
  for (const [operation, description] of Object.entries(OPERATIONS)) {
    const command = stack
      .command(operation)
      .description(description)
      .argument("<scenario>", "a scenario's id");
    if (operation !== "destroy") command.addOption(variantOption());
    command.addOption(pluginOption());
    command.action(async (id: string, options: StackOptions) => {
      const { operateStack } = await import("../flows/operate-stack.ts");
      await operateStack(context, operation as Operation, id, options);
    });
  }
}

const variantOption = () =>
  new Option(
    "--variant <name>",
    "healthy, fault, or fix:<id>; `faultline list -o json` names the fixes",
  ).default("healthy");
