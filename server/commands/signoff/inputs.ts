// Parts of input that several commands about signers take.
import { z } from 'zod';
import { wordsInput } from '../inputs';

/** The record that the person saw: another one in force is refused (compare-and-set). */
export const recordInput = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .optional();

/** YYYY-MM-DD, a day that there is. */
export const dayInput = z.iso.date();
export const dueInput = dayInput.nullable();

/** Points to answer, each in words, to a section where one is meant, and with the decision that it comes from. */
export const pointsInput = z
  .array(
    z.strictObject({
      body: wordsInput(10_000).min(1),
      sectionKey: z.string().max(200).optional(),
      decisionId: z.uuid().optional(),
    }),
  )
  .max(200)
  .default([]);
