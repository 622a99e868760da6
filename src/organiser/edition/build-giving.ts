import { feeOf } from '../../shared/fee.ts'
import type { Giving } from '../../shared/giving.ts'
import type { PublicKey } from '../../shared/signature.ts'
import { buildForm } from './build-form.ts'
import { checkAccount, checkCheckout, checkCode } from './check-account.ts'
import { duplicates } from './duplicates.ts'
import { feeFrom, minorOf, whenFrom } from './giving-amounts.ts'
import type { GivingFile } from './source-schemas.ts'
import type { SourceFile } from './source-text.ts'

type Currency = Giving['currencies'][number]

/** Codes of ISO 4217, those of past currencies among them: a mistyped one is in neither. */
const isoCurrencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

const buildCurrencies = ({ value: form, complain }: SourceFile<GivingFile>): Currency[] => {
  const minor = minorOf(complain)
  const currencies = form.currencies.map(({ code, presets, minimum, maximum }, index) => {
    const at = (...path: (string | number)[]) => ['currencies', index, ...path]
    if (!isoCurrencies.has(code)) complain(at('code'), `${code} is not a currency (ISO 4217)`)
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
    // A card page is offered with a link only, and giving must work without.
    if (!form.methods.some(({ currency, type }) => currency === code && type === undefined))
      complain(at('code'), `no method takes ${code}`)
    return { code, presets: amounts, ...limits }
  })
  for (const [index, code] of duplicates(currencies.map(({ code }) => code)))
    complain(['currencies', index, 'code'], `${code} is listed twice`)
  return currencies
}

const buildMethods = (
  { value: form, complain }: SourceFile<GivingFile>,
  currencies: readonly Currency[],
): Giving['methods'] =>
  form.methods.map((source, index) => {
    const at = (...path: string[]) => ['methods', index, ...path]
    const { fee: sourceFee, ...method } = source
    const limits = currencies.find(({ code }) => code === method.currency)
    if (!limits) complain(at('currency'), `${method.currency} is not one of the currencies`)
    for (const [field, message] of checkAccount(method.account, method.type))
      complain(at('account', field), message)
    const code = checkCode(method)
    if (code) complain(at('code'), code)
    const checkout = checkCheckout(method)
    if (checkout) complain(at('checkout'), checkout)
    if (!sourceFee) return method
    const fee = feeFrom(sourceFee, method.currency, at('fee'), complain)
    // The gateway refuses a fee that is more than the amount, and so would any donor.
    if (limits && feeOf(limits.minimum, fee) > limits.minimum)
      complain(at('fee'), `is more than the smallest amount`)
    return { ...method, fee }
  })

/**
 * `giving.json` from `giving.yaml`; everything wrong is complained about with its field.
 * Whatever an amount, method, account or condition refers to must be there, and an account number must pass its check digits.
 */
export const buildGiving = (
  source: SourceFile<GivingFile>,
  organisation: string,
  keys: { sealing: PublicKey; gateway: PublicKey },
): Giving => {
  const { value: form, complain } = source
  const currencies = buildCurrencies(source)
  for (const list of ['methods', 'declarations'] as const)
    for (const [index, id] of duplicates(form[list].map(({ id }) => id)))
      complain([list, index, 'id'], `the id ${id} is used twice`)
  return {
    format: 'sada-giving/1',
    organisation,
    currencies,
    commitments: form.commitments,
    pledgeDays: form.pledgeDays,
    methods: buildMethods(source, currencies),
    ...(form.terms !== undefined && { terms: form.terms }),
    declarations: form.declarations.map(({ when, ...declaration }, index) => ({
      ...declaration,
      ...(when && { when: whenFrom(when, form, ['declarations', index, 'when'], complain) }),
    })),
    ...(form.form && { form: buildForm(form.form, source) }),
    sealingKey: keys.sealing,
    gatewayKeys: [keys.gateway],
    gateways: form.gateways,
  }
}

/** The app that knows what a form asks; one from before would leave out what the law may want. */
export const minimumAppOf = ({ form, declarations, methods }: Giving): number =>
  form || declarations.some(({ when }) => when) || methods.some(({ type }) => type) ? 3 : 1
