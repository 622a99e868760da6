import * as v from 'valibot'
import { LocalizedTextSchema } from './localized.ts'
import organisationJson from './organisation.json' with { type: 'json' }

/**
 * What an installed app trusts before it has seen any edition: the organisation's id and public keys.
 * White-label builds replace `organisation.json` (made by `sada keys new`).
 */
export const OrganisationSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/)),
  name: LocalizedTextSchema,
  contentKey: v.string(),
  donationKey: v.string(),
  /** Keys before these, for editions on the phone that those signed (made by `sada keys rotate`). */
  former: v.optional(
    v.array(
      v.object({
        role: v.picklist(['content', 'donation']),
        key: v.string(),
        until: v.number(),
        ended: v.string(),
      }),
    ),
  ),
  /** Where editions are looked for before the first one names its mirrors. */
  mirrors: v.array(v.string()),
})
export type Organisation = v.InferOutput<typeof OrganisationSchema>

/** Not parsed again on every phone: a test does, and whoever builds editions for it (`edition build`). */
export const organisation = organisationJson as Organisation
