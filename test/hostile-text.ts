import fc from "fast-check";

/** What means something to a terminal, a shell, Markdown, HTML, XML or a CI's runner, all of it harmless in itself. */
const PIECES = [
  ...[
    "\u001b[2J",
    "\u001b]0;title\u0007",
    "\u001b[31m",
    "\u009b1m",
    "\u0000",
    "\u0008",
    "\r",
    "\n",
    "\t",
    "\u202e",
  ],
  ...["\n::error::x", "::add-mask::x", "\n  ::group::x", "##[error]x", "::1", "%0A::notice::x"],
  ...["<b>", "</script>", "<!--", "]]>", "&amp;", "&", '"', "'", "<![CDATA["],
  ...["|", "\\|", "\\", "`", "```", "\n# heading", "\n- item", "[a](javascript:x)", "![a](b)", "*", "_"],
  ...["$(x)", "$" + "{x}", "; x", "' x '", "--option", "../..", "~", "*.ts", "__proto__", "constructor"],
  ...["ü", "漢", "\ud83d\ude00", "\ud800", "\ufffe", "a", "metrics-server", " "],
];

/** A text of such pieces; never empty. */
export const hostileText = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 })
  .map((pieces) => pieces.join(""));
