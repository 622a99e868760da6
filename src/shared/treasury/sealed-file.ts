import * as v from 'valibot'
import { type LedgerRow, LedgerRowSchema } from './treasury.ts'

/**
 * Donations as they are kept, sealed: JSON lines, the first one says what it is. To be carried to a machine that is on no network, where the
 * key is.
 */
const HeadSchema = v.object({ format: v.literal('sada-sealed-donations/1'), exportedAt: v.string() })

export const writeSealed = (rows: readonly LedgerRow[], now: number): string => {
  const head = { format: 'sada-sealed-donations/1', exportedAt: new Date(now).toISOString() }
  return [head, ...rows].map((one) => `${JSON.stringify(one)}\n`).join('')
}

/** @throws Error that names the line which is not as it should be */
export const readSealed = (text: string): LedgerRow[] => {
  const [head = '', ...rest] = text.trimEnd().split('\n')
  const parse = <T>(schema: v.GenericSchema<unknown, T>, line: string, number: number): T => {
    try {
      return v.parse(schema, JSON.parse(line))
    } catch (cause) {
      throw new Error(`line ${number} is not as "treasurer export" writes it`, { cause })
    }
  }
  parse(HeadSchema, head, 1)
  return rest.map((line, index) => parse(LedgerRowSchema, line, index + 2))
}
