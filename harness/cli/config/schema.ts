import { z } from "zod";

/** A folder, from the folder of the configuration. */
const folder = z.string().min(1);

/** What a project says of itself in `faultline.config.ts`. Unknown keys are refused, as in a scenario. */
export const configSchema = z.strictObject({
  /** The folder of the project's scenarios, in place of faultline's own; FAULTLINE_SCENARIOS_DIR goes before it. */
  scenarios: z.exactOptional(folder),
  /** Where runs leave their folders, in place of `results`; FAULTLINE_RESULTS_DIR goes before it. */
  results: z.exactOptional(folder),
});
