import { serve } from "../protocol/serve.ts";
import { contextFrom, dropScratch } from "./context.ts";
import { faultlinePlugin } from "./plugin.ts";

const context = contextFrom(process.env);
await serve(
  () => faultlinePlugin(context),
  () => dropScratch(context),
);
