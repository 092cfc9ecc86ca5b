import { serve } from "../protocol/serve.ts";
import { contextFrom } from "./context.ts";
import { faultlinePlugin } from "./plugin.ts";
import { dropScratch } from "./scratch.ts";

const context = contextFrom(process.env);
await serve(
  () => faultlinePlugin(context),
  () => dropScratch(context),
);
