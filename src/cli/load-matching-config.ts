import { MatchingSettings } from '../config/matching-settings.ts';
import { readConfigFile } from '../config/read-config-file.ts';
import { setupInvalid } from '../errors.ts';
import { toMatchingConfig, type MatchingConfig } from '../identity/matching/matching-config.ts';

/**
 * Matching settings from a YAML file, as the section `matching` of c360.config.yaml would have them.
 * @throws AppError SETUP_INVALID with every problem and its line.
 */
export function loadMatchingConfig(file: string): MatchingConfig {
  const { values, problems, ...document } = readConfigFile(file, { required: true });
  if (problems.length > 0) throw setupInvalid(problems);
  const parsed = MatchingSettings.safeParse(values);
  if (parsed.success) return toMatchingConfig(parsed.data);
  throw setupInvalid(
    parsed.error.issues.map((issue) => {
      const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
      const line = document.lineOf(path);
      return { file, ...(line !== undefined && { line }), message: `${path.join('.')}: ${issue.message}` };
    }),
  );
}
