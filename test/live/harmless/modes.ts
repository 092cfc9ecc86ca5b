import type { FailureModes } from "../../../harness/scenario/define.ts";

export const modes: FailureModes = {
  F98: { title: "A harmless change", meaning: "Something is restarted or added, and nothing is broken." },
};
