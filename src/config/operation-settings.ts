import { z } from 'zod';

/** Which documents callers may send. */
export const OperationSettings = z
  .strictObject({
    folder: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Folder of registered operations, one `.graphql` file each; a caller may send the SHA-256 of such a file in place of its text (`extensions.persistedQuery.sha256Hash`).',
      ),
    registeredOnly: z.boolean().default(false).describe('Whether partners may send registered operations only.'),
  })
  .refine(({ folder, registeredOnly }) => folder !== undefined || !registeredOnly, {
    message: 'registeredOnly needs folder; right: the folder of the operations that partners may send',
  });

export type OperationSettings = z.output<typeof OperationSettings>;
