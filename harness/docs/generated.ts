/** First line of every generated page. */
export const GENERATED = "<!-- Written by `npm run docs`; a test fails when it is out of date. -->\n";
