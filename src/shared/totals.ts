import * as v from 'valibot'

/** `GET /v1/totals`: one row a currency, never summed together. */
export const TotalsSchema = v.object({
  /** Gateway's clock, ISO 8601 UTC. */
  asOf: v.pipe(v.string(), v.isoTimestamp()),
  currencies: v.array(
    v.object({
      currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
      donations: v.pipe(v.number(), v.safeInteger()),
      /** Minor units donors have committed to, paid or not. */
      pledged: v.pipe(v.number(), v.safeInteger()),
      /** Minor units that have arrived towards what was committed to; fees that donors added are not in it. */
      paid: v.pipe(v.number(), v.safeInteger()),
    }),
  ),
})
export type Totals = v.InferOutput<typeof TotalsSchema>
