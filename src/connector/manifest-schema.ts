import { z } from 'zod';
import { manifest } from './manifest.ts';

/** JSON Schema of connector.yaml for editors: completion and hints while typing. Draft 7, which all of them know. */
export function toManifestSchema(): object {
  const schema = z.toJSONSchema(manifest, { io: 'input', target: 'draft-7' });
  const description = 'One backend system: where it is, how it is asked, which mappings read its rows.';
  return { ...schema, title: 'connector.yaml', description };
}
