import { exitWithParent } from "./exit-with-parent.ts";
import { listen } from "./listen.ts";
import type { Plugin } from "./plugin.ts";

/** A plugin process: serves and prints the port on stdout, the whole of the start protocol. `dispose` is its synchronous clean-up. */
export async function serve(newPlugin: () => Plugin, dispose: () => void = () => {}): Promise<void> {
  // At the end of a command the engine sends SIGINT to our process group and waits up to 5 s for us.
  const leave = () => {
    dispose();
    process.exit(0);
  };
  process.on("SIGINT", leave);
  process.on("SIGTERM", leave);
  exitWithParent(leave);
  const { port } = await listen(newPlugin);
  process.stdout.write(`${port}\n`);
}
