export const modes = {
  F97: { title: "What a scenario can say", meaning: "A scenario that no cluster runs." },
};
