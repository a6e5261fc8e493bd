/** Parts of a person's name; displayName is the whole in the order its script and hint call for. */
export interface PersonName {
  readonly givenName?: string;
  readonly familyName?: string;
  readonly displayName: string;
}

export type NameOrder = 'given-first' | 'family-first';

export const HAN = /^[\p{Script=Han}々〇\s·・]+$/u;
export const HANGUL = /^[\p{Script=Hangul}\s]+$/u;

interface OrderedName {
  readonly givenName: string | undefined;
  readonly familyName: string | undefined;
  readonly isFamilyFirst: boolean;
}

/** Chinese and Korean names are written without a space, all others with one. */
export function toPersonName({ givenName, familyName, isFamilyFirst: familyFirst }: OrderedName): PersonName {
  const ordered = familyFirst ? [familyName, givenName] : [givenName, familyName];
  const parts = ordered.filter((part) => part !== undefined);
  const isSpaceless = parts.every((part) => HAN.test(part) || HANGUL.test(part));
  return {
    ...(givenName !== undefined && { givenName }),
    ...(familyName !== undefined && { familyName }),
    displayName: parts.join(isSpaceless ? '' : ' '),
  };
}
