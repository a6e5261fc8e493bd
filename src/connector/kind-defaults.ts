import { fieldOf, type Expression } from './expression.ts';
import type { Paging, SourceManifest } from './manifest.ts';

/** What a protocol says by itself, so that manifests need not. */
export interface KindDefaults {
  /** Absent where the manifest must say it. */
  readonly rows?: Expression;
  readonly total?: Expression;
  readonly success?: Expression;
  /** The link to the next page. */
  readonly next: Expression;
  /** Given when the protocol's servers cut answers into pages whether asked to or not. */
  readonly paging?: Paging;
}

/** Defaults by `source.kind`. */
export const KIND_DEFAULTS: Readonly<Record<SourceManifest['kind'], KindDefaults>> = {
  rest: { next: linkHeader },
  // OData 2 (`d.results`) and 4 (`value`).
  odata: {
    rows: (answer) => at(answer, 'd', 'results') ?? at(answer, 'value') ?? at(answer, 'd'),
    total: (answer) => at(answer, 'd', '__count') ?? at(answer, '@odata.count'),
    success: (answer) => isSuccess(answer) && at(answer, 'error') === undefined,
    next: (answer) => at(answer, 'd', '__next') ?? at(answer, '@odata.nextLink'),
    paging: { type: 'nextLink', size: 1_000 },
  },
  // A GraphQL server may answer 200 and part of the data beside the errors.
  graphql: { next: linkHeader, success: (answer) => isSuccess(answer) && at(answer, 'errors') === undefined },
  // A file is read as a whole; its driver is ours, so the rows asked for are picked here.
  file: { next: () => undefined, rows: (answer) => fieldOf(answer, 'body') },
};

function at(answer: unknown, ...fields: string[]): unknown {
  return ['body', ...fields].reduce(fieldOf, answer);
}

function isSuccess(answer: unknown): boolean {
  const status = Number(fieldOf(answer, 'status'));
  return status < 300 || status === 304;
}

/** The target of `Link: <...>; rel="next"` (RFC 8288). */
function linkHeader(answer: unknown): string | undefined {
  const header = fieldOf(fieldOf(answer, 'headers'), 'link');
  if (typeof header !== 'string') return undefined;
  return /<([^>]*)>[^,<]*;\s*rel="?next"?/i.exec(header)?.[1];
}
