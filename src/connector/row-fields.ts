import { sourceFieldsOf } from '../mapping/source-fields.ts';
import type { ConnectorBundle } from './connector-bundle.ts';
import type { Provision, SourceManifest } from './manifest.ts';

/**
 * `$fields` of a provision's requests: every field of a row that its mapping and its keys read, as `name` or `list/name`, in
 * order. Undefined when they may read any; empty when they cannot be read, which is a problem of its own.
 */
export function rowFieldsOf(
  { mapping, key, list, search }: Provision,
  { bundle, kind }: { readonly bundle: ConnectorBundle; readonly kind: SourceManifest['kind'] },
): readonly string[] | undefined {
  const texts = [bundle.mappings.get(mapping)?.text, key, list?.key, search?.key];
  const fields = new Set<string>();
  for (const text of texts) {
    const found = text === undefined ? [] : tryRead(text);
    if (found === undefined) return undefined;
    for (const field of found) fields.add(kind === 'odata' ? withoutWrappers(field) : field);
  }
  return [...fields].sort();
}

function tryRead(text: string): readonly string[] | undefined {
  try {
    return sourceFieldsOf(text);
  } catch {
    return [];
  }
}

/** OData 2 wraps what it expands into `results`, and leaves that out of paths. */
function withoutWrappers(field: string): string {
  return field
    .split('/')
    .filter((name) => name !== 'results')
    .join('/');
}
