import { z } from "zod";

/** A cell that the full profile has, and this run has not, by id: its profile does not hold it, or the budget had no minutes for it. */
export const leftOutSchema = z.object({ cell: z.string(), by: z.enum(["profile", "budget"]) });
export type LeftOut = z.infer<typeof leftOutSchema>;
