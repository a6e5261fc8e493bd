/** Whether every match of a regular expression has at least one character. */
export function alwaysConsumes(source: string): boolean {
  return readAlternatives({ source, at: 0 });
}

interface Reader {
  readonly source: string;
  at: number;
}

/** All alternatives up to the closing bracket must consume something. */
function readAlternatives(reader: Reader): boolean {
  const { source } = reader;
  let all = true;
  let current = false;
  while (reader.at < source.length && source[reader.at] !== ')') {
    if (source[reader.at] === '|') {
      all &&= current;
      current = false;
      reader.at += 1;
      continue;
    }
    const consumes = readAtom(reader);
    if (!readOptional(reader)) current ||= consumes;
  }
  return all && current;
}

function readAtom(reader: Reader): boolean {
  const { source } = reader;
  const char = source.charAt(reader.at);
  reader.at += 1;
  switch (char) {
    case '\\':
      reader.at += 1;
      // Boundaries have no width; of everything else that is escaped no more than the first part is counted.
      return !'bB'.includes(source.charAt(reader.at - 1));
    case '[':
      for (; reader.at < source.length && source[reader.at] !== ']'; reader.at += 1)
        if (source[reader.at] === '\\') reader.at += 1;
      reader.at += 1;
      return true;
    case '(':
      return readGroup(reader);
    default:
      return char !== '^' && char !== '$';
  }
}

function readGroup(reader: Reader): boolean {
  const opening = /^\?(?::|<[A-Za-z_$][\w$]*>)/.exec(reader.source.slice(reader.at, reader.at + 100));
  const isLook = opening === null && reader.source[reader.at] === '?';
  reader.at += opening?.[0].length ?? 0;
  const consumes = readAlternatives(reader);
  reader.at += 1;
  return consumes && !isLook;
}

/** Reads the quantifier of an atom; whether it lets the atom be left out. */
function readOptional(reader: Reader): boolean {
  const quantifier = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(reader.source.slice(reader.at, reader.at + 20));
  if (!quantifier) return false;
  const [whole, least] = quantifier;
  reader.at += whole.length;
  return whole.startsWith('*') || whole.startsWith('?') || Number(least) === 0;
}
