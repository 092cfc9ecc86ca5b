import { Option } from "commander";
import { type Point, pointOf, pointText } from "../plan/point.ts";

/** What `pointOption` and `forceOption` give a command. */
export interface PointChoice {
  readonly at: readonly Point[];
  readonly force: boolean;
}

/** `--at` of the commands that plan cells. */
export const pointOption = () =>
  new Option(
    "--at <versions>",
    "with these versions in place of the reported ones, e.g. metrics-server=0.8.0; several times: at each",
  )
    .argParser((text: string, before: readonly Point[]) => {
      const point = pointOf(text);
      return before.some((each) => pointText(each) === pointText(point)) ? before : [...before, point];
    })
    .default([], "as reported");

export const forceOption = () =>
  new Option("--force", "also versions that upstream does not support together").default(false);
