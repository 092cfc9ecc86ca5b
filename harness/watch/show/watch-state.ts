import type { Row, Said } from "../said.ts";

type Of<T extends Said["type"]> = Extract<Said, { type: T }>;

/** What a terminal shows of a watch, from all that was said so far. */
export class WatchState {
  loaded: Of<"loaded"> | undefined;
  stand: Of<"stand"> | undefined;
  /** Where the cluster is to be looked at by hand, while there is one. */
  reach: Of<"stand"> | undefined;
  phase: Of<"phase"> | undefined;
  /** When the phase began, milliseconds since the epoch. */
  phaseSince = 0;
  symptom: Row[] = [];
  recovery: Row[] = [];
  /** What a whole cell would make of the symptom. */
  whole: Of<"symptom"> | undefined;
  outcome: Of<"recovery"> | undefined;
  broken: Of<"broken"> | undefined;
  failed: Of<"failed"> | undefined;

  see(said: Said, at: number): void {
    switch (said.type) {
      case "loaded":
        this.#load(said);
        break;
      case "stand":
        this.stand = said;
        if (said.state === "up") this.reach = said;
        if (said.state === "removing") this.reach = undefined;
        break;
      case "phase":
        this.phase = said;
        this.phaseSince = at;
        break;
      case "row":
        this[said.of][said.index] = said;
        break;
      case "symptom":
        this.whole = said;
        break;
      case "recovery":
        this.outcome = said;
        break;
      case "broken":
        this.broken = said;
        break;
      case "failed":
        this.failed = said;
        break;
    }
  }

  /** A file that is right again ends what was wrong with it; what is looked for may be other things now. */
  #load(said: Of<"loaded">): void {
    this.loaded = said;
    this.broken = undefined;
    if (said.does === "nothing") return;
    this.symptom = [];
    this.whole = undefined;
    if (said.does === "judge") return;
    this.recovery = [];
    this.outcome = undefined;
    this.failed = undefined;
  }
}
