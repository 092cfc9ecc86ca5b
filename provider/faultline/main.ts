import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "../protocol/serve.ts";
import { contextFrom } from "./context.ts";
import { faultlinePlugin } from "./plugin.ts";

const scratch = join(tmpdir(), `faultline-plugin-${process.pid}`);
await serve({
  ...faultlinePlugin(contextFrom(process.env, scratch)),
  dispose: () => rmSync(scratch, { recursive: true, force: true }),
});
