import { AppError } from '../errors.ts';

export interface UrlParts {
  readonly source: string;
  readonly baseUrl: string;
  /** Percent-encoded; absolute only when it stays on the base URL's origin. */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
}

/**
 * The URL to ask, with every query value percent-encoded (a space as %20: OData refuses +).
 * Fails with SOURCE_BAD_DATA for a link that leaves the source's origin: our credentials must not follow it.
 */
export function resolveUrl({ source, baseUrl, path, query }: UrlParts): string {
  const base = new URL(baseUrl);
  const url = parse(path, baseUrl);
  if (url === undefined || url.origin !== base.origin || url.username !== '' || url.password !== '')
    throw new AppError('SOURCE_BAD_DATA', { source, detail: 'a link that leaves the source' });

  const added = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
  url.hash = '';
  if (added !== '') url.search = url.search === '' ? added : `${url.search}&${added}`;
  return url.href;
}

function parse(path: string, baseUrl: string): URL | undefined {
  const isAbsolute = /^[a-z][a-z0-9+.-]*:/i.test(path);
  const joined = isAbsolute ? path : `${baseUrl.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
  return URL.canParse(joined) ? new URL(joined) : undefined;
}
