/** Orders texts by their code units: every machine comes to the same order, whatever its language. */
export const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
