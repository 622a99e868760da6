import type { Giving } from '../../shared/giving.ts'
import { parseAmount } from '../../shared/money.ts'
import type { PublicKey } from '../../shared/signature.ts'
import { checkAccount, checkCode } from './check-account.ts'
import { duplicates } from './duplicates.ts'
import type { GivingFile } from './source-schemas.ts'
import type { SourceFile } from './source-text.ts'

/**
 * `giving.json` from `giving.yaml`; everything wrong is complained about with its field.
 * Whatever an amount, method or account refers to must be there, and an account number must pass its check digits.
 */
export const buildGiving = (
  { value: form, complain }: SourceFile<GivingFile>,
  organisation: string,
  keys: { sealing: PublicKey; gateway: PublicKey },
): Giving => {
  const minor = (amount: number | string, currency: string, path: (string | number)[]): number => {
    const parsed = parseAmount(String(amount), currency)
    if (parsed === null) complain(path, `not an amount of ${currency}: ${amount}`)
    return parsed ?? 1
  }
  const currencies = form.currencies.map(({ code, presets, minimum, maximum }, index) => {
    const at = (...path: (string | number)[]) => ['currencies', index, ...path]
    const limits = {
      minimum: minor(minimum, code, at('minimum')),
      maximum: minor(maximum, code, at('maximum')),
    }
    if (limits.minimum > limits.maximum) complain(at('maximum'), 'is lower than the minimum')
    const amounts = presets.map((preset, which) => {
      const amount = minor(preset, code, at('presets', which))
      if (amount < limits.minimum || amount > limits.maximum)
        complain(at('presets', which), `${preset} is outside the limits`)
      return amount
    })
    if (!form.methods.some(({ currency }) => currency === code))
      complain(at('code'), `no method takes ${code}`)
    return { code, presets: amounts, ...limits }
  })
  for (const [index, code] of duplicates(currencies.map(({ code }) => code)))
    complain(['currencies', index, 'code'], `${code} is listed twice`)
  for (const list of ['methods', 'declarations'] as const)
    for (const [index, id] of duplicates(form[list].map(({ id }) => id)))
      complain([list, index, 'id'], `the id ${id} is used twice`)

  form.methods.forEach((method, index) => {
    const { account, currency } = method
    const fault = checkCode(method)
    if (fault) complain(['methods', index, 'code'], fault)
    if (!currencies.some(({ code }) => code === currency))
      complain(['methods', index, 'currency'], `${currency} is not one of the currencies`)
    for (const [field, message] of checkAccount(account))
      complain(['methods', index, 'account', field], message)
  })
  return {
    format: 'sada-giving/1',
    organisation,
    currencies,
    commitments: form.commitments,
    pledgeDays: form.pledgeDays,
    methods: form.methods,
    declarations: form.declarations,
    sealingKey: keys.sealing,
    gatewayKeys: [keys.gateway],
    gateways: form.gateways,
  }
}
