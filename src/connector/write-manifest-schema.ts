import { writeFileSync } from 'node:fs';
import { toManifestSchema } from './manifest-schema.ts';

// Run by `npm run schema:connector`.
writeFileSync('docs/connector.schema.json', `${JSON.stringify(toManifestSchema(), null, 2)}\n`);
