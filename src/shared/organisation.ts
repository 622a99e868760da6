import * as v from 'valibot'
import { LocalizedTextSchema } from './localized.ts'
import organisationJson from './organisation.json' with { type: 'json' }
import { RotationSchema } from './rotation.ts'

/**
 * What an installed app trusts before it has seen any edition: the organisation's id and public keys.
 * White-label builds replace `organisation.json` (made by `sada keys new`).
 */
export const OrganisationSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/)),
  name: LocalizedTextSchema,
  contentKey: v.string(),
  donationKey: v.string(),
  /** How these keys followed from earlier ones, for editions on the phone that those signed (made by `sada keys rotate`). */
  rotations: v.optional(v.array(RotationSchema)),
  /** Where editions are looked for before the first one names its mirrors. */
  mirrors: v.array(v.string()),
})
export type Organisation = v.InferOutput<typeof OrganisationSchema>

export const organisation: Organisation = v.parse(OrganisationSchema, organisationJson)
