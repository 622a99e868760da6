import type { Fee } from '../../shared/fee.ts'
import { parseAmount } from '../../shared/money.ts'
import type { When } from '../../shared/when.ts'
import type { GivingFile } from './source-schemas.ts'
import type { FieldPath } from './source-text.ts'

type Complain = (path: FieldPath, message: string) => void
type SourceFee = NonNullable<GivingFile['methods'][number]['fee']>
type SourceWhen = NonNullable<GivingFile['declarations'][number]['when']>

/** Amounts as an organiser writes them (whole units) into minor units; what is none is complained about, and stands for 1. */
export const minorOf =
  (complain: Complain) =>
  (amount: number | string, currency: string, path: FieldPath): number => {
    const parsed = parseAmount(String(amount), currency)
    if (parsed === null) complain(path, `not an amount of ${currency}: ${amount}`)
    return parsed ?? 1
  }

/** Hundredths of a percent of `2.9`; two decimals, at most 20 %. */
const basisPointsOf = (percent: number | string): number | null => {
  const match = /^(\d{1,2})(?:\.(\d{1,2}))?$/.exec(String(percent))
  if (!match) return null
  const points = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return points <= 2000 ? points : null
}

/** A method's fee in whole numbers. */
export const feeFrom = (
  { percent = 0, fixed = 0 }: SourceFee,
  currency: string,
  path: FieldPath,
  complain: Complain,
): Fee => {
  const basisPoints = basisPointsOf(percent)
  if (basisPoints === null)
    complain([...path, 'percent'], `${percent} is not a percentage up to 20 with two decimals at most`)
  const none = Number(fixed) === 0
  return {
    basisPoints: basisPoints ?? 0,
    fixed: none ? 0 : minorOf(complain)(fixed, currency, [...path, 'fixed']),
  }
}

/** A condition in minor units; what it names must be on this form, or it would never hold. */
export const whenFrom = (when: SourceWhen, form: GivingFile, path: FieldPath, complain: Complain): When => {
  const { from, ...rest } = when
  const known = {
    commitment: form.commitments as readonly string[],
    currency: form.currencies.map(({ code }) => code),
    method: form.methods.map(({ id }) => id),
  }
  for (const kind of ['commitment', 'currency', 'method'] as const)
    for (const one of when[kind] ?? [])
      if (!known[kind].includes(one)) complain([...path, kind], `${one} is not on this form`)
  const amounts = Object.entries(from ?? {}).map(([currency, amount]): [string, number] => {
    const at = [...path, 'from', currency]
    if (!known.currency.includes(currency)) complain(at, `${currency} is not on this form`)
    return [currency, minorOf(complain)(amount, currency, at)]
  })
  return from ? { ...rest, from: Object.fromEntries(amounts) } : rest
}
