import { Option } from "commander";
import { isSame, type Point, pointOf } from "../plan/point.ts";

/** What `pointOption` and `forceOption` give a command. */
export interface PointChoice {
  readonly at: readonly Point[];
  readonly force: boolean;
}

/** `--at` of the commands that plan cells. */
export const pointOption = () =>
  new Option(
    "--at <versions>",
    "with these versions in place of the reported ones, e.g. kubernetes=1.34.4,metrics-server=0.9.0; several times: at each",
  )
    .argParser((text: string, before: readonly Point[]) => {
      const point = pointOf(text);
      return before.some((each) => isSame(each, point)) ? before : [...before, point];
    })
    .default([], "as reported");

export const forceOption = () =>
  new Option(
    "--force",
    "also versions that upstream does not support together, or on which no cell has passed yet",
  ).default(false);
