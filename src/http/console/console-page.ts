import { createHash } from 'node:crypto';

/** A query that the console opens as a tab; its operation's name is the tab's title. */
export interface ConsoleQuery {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

export interface ConsolePage {
  /** Where the bundle's files are. */
  readonly assets: string;
  /** Filled into the headers editor; whoever can open the page can read it. */
  readonly key: string | undefined;
  readonly queries: readonly ConsoleQuery[];
}

/** The console runs only what this server serves; the editor sets styles of its own. */
export const CONSOLE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function toConsolePage({ assets, key, queries }: ConsolePage): string {
  const headers = JSON.stringify({ authorization: `Bearer ${key ?? 'YOUR-KEY'}` }, null, 2);
  const tabs = queries.map(({ query, variables }) => ({
    query,
    ...(variables && { variables: JSON.stringify(variables, null, 2) }),
  }));
  const id = createHash('sha256')
    .update(JSON.stringify([headers, tabs]))
    .digest('hex')
    .slice(0, 12);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Customer 360</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="${assets}/console.css">
    <style>html, body, #console { height: 100%; margin: 0; }</style>
  </head>
  <body>
    <div id="console"></div>
    <script type="application/json" id="settings">${toInlineJson({ id, headers, tabs })}</script>
    <script src="${assets}/console.js"></script>
  </body>
</html>
`;
}

/** JSON that cannot end the script element it stands in. */
function toInlineJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', String.raw`\u003c`);
}
