import { fail } from './failure.ts';
import { readIntegerPicture, type IntegerPicture } from './integer-picture.ts';
import { remember } from './remember.ts';

export interface Marker {
  readonly type: 'marker';
  /** `Y M D d F W w X x H h P m s f Z z C E`, or a letter nobody defined. */
  readonly component: string;
  readonly modifier: string | undefined;
  readonly names?: 'upper' | 'lower' | 'title';
  readonly maxWidth: number | undefined;
  readonly integer?: IntegerPicture;
  /** Digits to read when another number follows at once; 0 reads as many as there are. */
  readonly readDigits: number;
  /** Last digits of the year to write; -1 for all. */
  readonly yearDigits: number;
}

export type DatePart = Marker | { readonly type: 'literal'; readonly text: string };

const DEFAULT_PRESENTATION: ReadonlyMap<string, string> = new Map([
  ...Array.from('YMDdWwXxHhf', (component) => [component, '1'] as const),
  ...Array.from('FPCE', (component) => [component, 'n'] as const),
  ...Array.from('ms', (component) => [component, '01'] as const),
  ...Array.from('Zz', (component) => [component, '01:01'] as const),
]);

const INTEGER_COMPONENTS = 'YMDdFWwXxHhmsf';

/** Reads an XPath date/time picture such as `[Y0001]-[M01]-[D01]`. Throws a Failure D3132 or D3135. */
export const readDatePicture = remember((picture: string): readonly DatePart[] => {
  const parts: DatePart[] = [];
  let start = 0;
  let at = 0;
  const addLiteral = (end: number): void => {
    if (end > start) parts.push({ type: 'literal', text: picture.slice(start, end).split(']]').join(']') });
  };
  while (at < picture.length) {
    if (picture.charAt(at) !== '[') {
      at += 1;
      continue;
    }
    addLiteral(at);
    if (picture.charAt(at + 1) === '[') {
      parts.push({ type: 'literal', text: '[' });
      at += 2;
    } else {
      const end = picture.indexOf(']', at);
      if (end === -1) fail('D3135');
      addMarker(parts, readMarker(picture.slice(at + 1, end).replaceAll(/\s+/g, '')));
      at = end + 1;
    }
    start = at;
  }
  addLiteral(at);
  return parts;
});

function addMarker(parts: DatePart[], marker: Marker): void {
  const previous = parts.at(-1);
  const isNumber = marker.integer !== undefined && INTEGER_COMPONENTS.includes(marker.component);
  if (isNumber && previous?.type === 'marker' && previous.integer)
    parts[parts.length - 1] = { ...previous, readDigits: previous.integer.mandatoryDigits };
  parts.push(marker);
}

function readMarker(text: string): Marker {
  const component = text.charAt(0);
  const comma = text.lastIndexOf(',');
  const width = comma === -1 ? {} : readWidth(text.slice(comma + 1));
  const { presentation, modifier } = readPresentation(component, text.slice(1, comma === -1 ? undefined : comma));
  const base = { type: 'marker', component, modifier, maxWidth: width.max, readDigits: 0, yearDigits: -1 } as const;
  const names = namesOf(presentation);
  if (component === 'Z' || component === 'z') return { ...base, integer: readIntegerPicture(presentation) };
  if (names) return { ...base, names };
  if (component === '' || !INTEGER_COMPONENTS.includes(component)) return base;
  const integer = readIntegerPicture(modifier === undefined ? presentation : `${presentation};${modifier}`);
  const widened = integer.primary === 'decimal' ? widen(integer, width.min) : integer;
  return component === 'Y' ? { ...base, ...yearOf(widened, width.max) } : { ...base, integer: widened };
}

interface Width {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

function readWidth(text: string): Width {
  const dash = text.indexOf('-');
  const read = (width: string): number | undefined => (width === '*' ? undefined : Number.parseInt(width, 10));
  if (dash === -1) return { min: read(text) };
  return { min: read(text.slice(0, dash)), max: read(text.slice(dash + 1)) };
}

function readPresentation(component: string, text: string): { presentation: string; modifier: string | undefined } {
  if (text === '') {
    const presentation = DEFAULT_PRESENTATION.get(component);
    return presentation === undefined ? fail('D3132', { value: component }) : { presentation, modifier: undefined };
  }
  const last = text.charAt(text.length - 1);
  const hasModifier = text.length > 1 && 'atco'.includes(last);
  return hasModifier
    ? { presentation: text.slice(0, -1), modifier: last }
    : { presentation: text, modifier: undefined };
}

function namesOf(presentation: string): Marker['names'] {
  if (presentation.startsWith('n')) return 'lower';
  if (!presentation.startsWith('N')) return undefined;
  return presentation.charAt(1) === 'n' ? 'title' : 'upper';
}

function widen(integer: IntegerPicture, min: number | undefined): IntegerPicture {
  return min !== undefined && integer.mandatoryDigits < min ? { ...integer, mandatoryDigits: min } : integer;
}

function yearOf(integer: IntegerPicture, maxWidth: number | undefined): Pick<Marker, 'integer' | 'yearDigits'> {
  if (maxWidth !== undefined) return { integer: { ...integer, mandatoryDigits: maxWidth }, yearDigits: maxWidth };
  const digits = integer.mandatoryDigits + integer.optionalDigits;
  return { integer, yearDigits: digits >= 2 ? digits : -1 };
}
