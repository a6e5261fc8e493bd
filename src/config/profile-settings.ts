import { z } from 'zod';

const ONE_OF = ['SOURCE_ORDER', 'MOST_RECENT', 'MOST_FREQUENT', 'MOST_COMPLETE'] as const;

/** A value is one record's, chosen as a whole. */
const ofValue = z.enum(ONE_OF);
/** A list is one record's, or those of all put together. */
const ofList = z.enum(['UNION', ...ONE_OF]);
/** Its members say whether somebody verified them. */
const ofVerifiedList = z.enum(['UNION', 'VERIFIED_FIRST', ...ONE_OF]);

/** Which policy decides each field of a customer's merged profile. */
export const ProfileSettings = z
  .strictObject({
    kind: ofValue
      .default('SOURCE_ORDER')
      .describe(
        'Which record’s kind is shown: `SOURCE_ORDER` (the most trusted source), `MOST_RECENT` (by the source’s clock), `MOST_FREQUENT` or `MOST_COMPLETE`; ties go to the more trusted source.',
      ),
    displayName: ofValue.default('SOURCE_ORDER').describe('The same for the name to show.'),
    legalName: ofValue.default('SOURCE_ORDER').describe('The same for the registered name.'),
    givenName: ofValue.default('SOURCE_ORDER').describe('The same for a person’s given name; equal to `familyName`’s.'),
    familyName: ofValue.default('SOURCE_ORDER').describe('The same for the family name; equal to `givenName`’s.'),
    emails: ofVerifiedList
      .default('UNION')
      .describe(
        'Which addresses are shown: `UNION` (all, each once, the most trusted source’s first), `VERIFIED_FIRST` (all, the verified ones before the others), or one record’s list by a policy as above.',
      ),
    phones: ofList.default('UNION').describe('The same for numbers, without `VERIFIED_FIRST`.'),
    addresses: ofList.default('UNION').describe('The same for postal addresses, without `VERIFIED_FIRST`.'),
    preferredLanguage: ofValue.default('MOST_RECENT').describe('As `kind`, for the language.'),
    birthDate: ofValue.default('MOST_FREQUENT').describe('As `kind`, for the date of birth.'),
    industry: ofValue.default('SOURCE_ORDER').describe('As `kind`, for the industry.'),
    parentId: ofValue.default('SOURCE_ORDER').describe('As `kind`, for the parent organisation.'),
    identifiers: ofVerifiedList.default('UNION').describe('As `emails`, for identifiers.'),
  })
  .refine(({ givenName, familyName }) => givenName === familyName, {
    message: 'givenName and familyName come from one record; right: the same policy for both',
  });

export type ProfileSettings = z.output<typeof ProfileSettings>;
