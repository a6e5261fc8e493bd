import { COORDINATES, isCoordinate } from '../domain/coordinates.ts';
import { closestName } from './closest-name.ts';
import { defaultBy } from './create-route.ts';
import type { Manifest, Provision } from './manifest.ts';
import type { Path, ProblemList } from './problem-list.ts';

/** One entry of `provides`, wherever it stands. */
export interface ProvisionEntry {
  readonly coordinate: string;
  readonly provision: Provision;
  readonly path: Path;
  readonly isOneOfSeveral: boolean;
}

/** Every entry of `provides`; a coordinate may have one or a list of them. */
export function entriesOf({ provides }: Manifest): ProvisionEntry[] {
  return Object.entries(provides).flatMap(([coordinate, given]) => {
    if (!Array.isArray(given))
      return [{ coordinate, provision: given, path: ['provides', coordinate], isOneOfSeveral: false }];
    const isOneOfSeveral = given.length > 1;
    return given.map((provision, index) => ({
      coordinate,
      provision,
      path: ['provides', coordinate, index],
      isOneOfSeveral,
    }));
  });
}

/** Whether the graph has these coordinates and can ask them by these keys. */
export function checkCoordinates(
  manifest: Manifest,
  { hasSchema, problems }: { hasSchema: boolean; problems: ProblemList },
): void {
  const ways = new Set<string>();
  for (const entry of entriesOf(manifest)) {
    checkName(entry, { hasSchema, problems });
    checkEnumerations(entry, problems);
    const way = `${entry.coordinate} by ${entry.provision.by ?? defaultBy(entry.coordinate)}`;
    if (ways.has(way)) problems.add(entry.path, { message: `provides ${way} twice` });
    ways.add(way);
  }
}

function checkName(
  { coordinate, provision: { by }, path }: ProvisionEntry,
  { hasSchema, problems }: { hasSchema: boolean; problems: ProblemList },
): void {
  if (isCoordinate(coordinate)) {
    const known: readonly string[] = COORDINATES[coordinate].by;
    if (by !== undefined && !known.includes(by))
      problems.add([...path, 'by'], {
        message: `${coordinate} is not asked by "${by}"`,
        hint: `right: ${known.join(', ')}`,
      });
    return;
  }
  if (hasSchema && /^[A-Z]\w*(\.[a-z]\w*)?$/.test(coordinate)) return;
  const meant = closestName(coordinate, Object.keys(COORDINATES));
  const hint = meant ? `did you mean "${meant}"?` : `right: ${Object.keys(COORDINATES).join(', ')}`;
  problems.add(path, { message: `the graph has no coordinate "${coordinate}"`, hint });
}

function checkEnumerations({ coordinate, provision, path }: ProvisionEntry, problems: ProblemList): void {
  for (const use of ['list', 'search'] as const) {
    if (provision[use] === undefined || coordinate === 'Customer') continue;
    problems.add([...path, use], { message: `only customers can have a ${use}`, hint: 'right: provides.Customer' });
  }
}
