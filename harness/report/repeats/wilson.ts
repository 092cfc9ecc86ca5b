/** The normal deviate that leaves 2.5 % on either side. */
const Z = 1.959964;

/**
 * Between what shares of all attempts ever the true one lies, at 95 %, when `hits` of `of` were seen (E. B. Wilson, J. Am. Stat. Assoc. 22,
 * 1927): of few attempts it is wide, and it never leaves 0 to 1.
 */
export function wilson(hits: number, of: number): { readonly low: number; readonly high: number } {
  const middle = hits + Z ** 2 / 2;
  const reach = Z * Math.sqrt((hits * (of - hits)) / of + Z ** 2 / 4);
  const share = (value: number) => Math.min(1, Math.max(0, value / (of + Z ** 2)));
  return { low: share(middle - reach), high: share(middle + reach) };
}
