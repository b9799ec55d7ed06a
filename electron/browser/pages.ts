/** What a browser without a session sees. Scripts and styles are not needed. */
export function notAdmittedPage(why: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Signalbox</title></head>
<body>
<h1>Signalbox</h1>
<p>${why}</p>
<p>Press Enter in the terminal in which Signalbox runs: it prints a new address, which works once.</p>
<p>Just opened that address from another page? <a href="/">Go on</a>.</p>
</body>
</html>
`;
}
