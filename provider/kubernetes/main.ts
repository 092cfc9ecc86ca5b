import { serve } from "../protocol/serve.ts";
import { kubernetesPlugin } from "./plugin.ts";

await serve(() => kubernetesPlugin(process.env));
