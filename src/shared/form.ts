import * as v from 'valibot'
import { longestField } from './donation.ts'
import { LocalizedTextSchema } from './localized.ts'
import { WhenSchema } from './when.ts'

const Id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/))

/** Id of a field. Answers are kept by it, and of a record's members valibot drops these two (against prototype pollution): an answer would be lost unseen. */
export const FieldIdSchema = v.pipe(
  Id,
  v.check((id) => id !== 'prototype' && id !== 'constructor', 'no id for a field: choose another'),
)

/** @param when schema of a condition, see `whenOf` */
export const fieldOf = <W extends v.GenericSchema>(when: W) => {
  const common = {
    id: FieldIdSchema,
    label: LocalizedTextSchema,
    hint: v.optional(LocalizedTextSchema),
    /** Asked only then; absent: always. */
    when: v.optional(when),
    required: v.optional(v.union([v.boolean(), when])),
  }
  return v.variant('type', [
    v.strictObject({ ...common, type: v.literal('text') }),
    /** A number by which the state knows a person: sealed, and nowhere else, not even in the draft. */
    v.strictObject({
      ...common,
      type: v.literal('identity'),
      /** Regular expression for all of it, in ASCII digits and capital letters without spaces and hyphens. */
      pattern: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
      /** As people write it, e.g. `12345-1234567-1`. */
      example: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
    }),
    v.strictObject({
      ...common,
      type: v.literal('choice'),
      options: v.pipe(
        v.array(v.strictObject({ value: Id, name: LocalizedTextSchema })),
        v.minLength(2),
        v.maxLength(300),
      ),
    }),
  ])
}

/** @param when schema of a condition, see `whenOf` */
export const formOf = <W extends v.GenericSchema>(when: W) =>
  v.strictObject({
    /** Whether a donor must leave a phone number or e-mail address; absent: need not. */
    contactRequired: v.optional(v.union([v.boolean(), when])),
    /** Whether a gift may be given in somebody's honour or memory. */
    tribute: v.optional(v.boolean()),
    fields: v.optional(v.pipe(v.array(fieldOf(when)), v.maxLength(30))),
  })

/**
 * `form` of `giving.json`: what this organisation asks beyond the fields every form has. Strict, unlike the rest: what a newer edition asks
 * for may be what the law wants, so an app that does not know it must say so rather than leave it out.
 */
export const FormSchema = formOf(WhenSchema)
export type Form = v.InferOutput<typeof FormSchema>
export type FormField = NonNullable<Form['fields']>[number]

/** An identity number without its dress: ASCII digits for Urdu and Arabic ones, capital letters, no spaces or hyphens. */
export const plainIdentity = (typed: string): string =>
  typed
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\s\p{Pd}]/gu, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .toUpperCase()

/** Whether a plain identity number is of the form the organiser gave; their pattern never runs over more than a field may hold. @throws SyntaxError where that is no regular expression */
export const fitsPattern = (plain: string, pattern: string): boolean =>
  plain.length <= longestField && new RegExp(`^(?:${pattern})$`, 'u').test(plain)
