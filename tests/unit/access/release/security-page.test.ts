import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { createPrivacyPolicy } from '../../../../src/access/release/privacy-policy.ts';
import { PII_CATEGORIES, LEGAL_BASES, PrivacySettings } from '../../../../src/config/privacy-settings.ts';

const page = readFileSync('docs/security.md', 'utf8');

it('shows rules that are valid as they stand', () => {
  const [, yaml = ''] = /^```yaml\n([^]*?)^```$/m.exec(page) ?? [];
  const { privacy } = parse(yaml) as { privacy: unknown };
  expect(createPrivacyPolicy(PrivacySettings.parse(privacy)).hasRules).toBe(true);
});

it.each([...PII_CATEGORIES, ...LEGAL_BASES])('explains %s', (word) => {
  expect(page).toContain(`\`${word}\``);
});
