import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "../protocol/serve.ts";
import { contextFrom } from "./context.ts";
import { faultlinePlugin } from "./plugin.ts";
import { dropScratch } from "./scratch.ts";

const context = contextFrom(process.env, join(tmpdir(), `faultline-plugin-${process.pid}`));
await serve({ ...faultlinePlugin(context), dispose: () => dropScratch(context) });
