import * as v from 'valibot'
import { type Commitment, commitments } from './commitment.ts'

const Id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/))
const Currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))

/**
 * A condition on what was chosen above; all that it names must hold. Strict: a condition of a newer edition must not be taken for none.
 * @param amount minor units in `giving.json`, whole units in an organiser's source
 */
export const whenOf = <S extends v.GenericSchema>(amount: S) =>
  v.strictObject({
    residence: v.optional(v.picklist(['home', 'overseas'])),
    commitment: v.optional(v.array(v.picklist(commitments))),
    currency: v.optional(v.array(Currency)),
    /** Ids of payment methods. */
    method: v.optional(v.array(Id)),
    /** Least amount by currency; a currency that is not named never holds. */
    from: v.optional(v.record(Currency, amount)),
  })

export const WhenSchema = whenOf(v.pipe(v.number(), v.safeInteger(), v.minValue(1)))
export type When = v.InferOutput<typeof WhenSchema>

/** What a condition looks at. */
export interface Chosen {
  residence: 'home' | 'overseas'
  commitment: Commitment
  currency: string
  method: string
  /** Minor units; `null` while none is chosen. */
  minor: number | null
}

/** Whether a condition holds; none always does. */
export const holds = (when: When | undefined, chosen: Chosen): boolean => {
  if (!when) return true
  const least = when.from?.[chosen.currency]
  return (
    (when.residence === undefined || when.residence === chosen.residence) &&
    (when.commitment?.includes(chosen.commitment) ?? true) &&
    (when.currency?.includes(chosen.currency) ?? true) &&
    (when.method?.includes(chosen.method) ?? true) &&
    (when.from === undefined || (least !== undefined && chosen.minor !== null && chosen.minor >= least))
  )
}

/** `true`, `false` or a condition. */
export const isRequired = (required: boolean | When | undefined, chosen: Chosen): boolean =>
  typeof required === 'object' ? holds(required, chosen) : required === true
