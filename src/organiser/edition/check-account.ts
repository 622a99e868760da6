import { ValidationErrorsIBAN as Fault, isValidBIC, validateIBAN } from 'ibantools'
import type { Method } from '../../shared/giving.ts'
import type { PaymentCodeSource as SourceCode } from '../../shared/payment-code.ts'

/** Field of an account and what is wrong with it. */
export type AccountFault = [field: 'iban' | 'number' | 'bic', message: string]

/** ISO 4217 list one, numeric codes of what such codes are used for; others are taken on trust. */
const numericCodes: Readonly<Record<string, string>> = {
  PKR: '586',
  USD: '840',
  EUR: '978',
  GBP: '826',
  AED: '784',
  SAR: '682',
  INR: '356',
  BDT: '050',
  CNY: '156',
  SGD: '702',
  THB: '764',
  MYR: '458',
}

/** What a scanned code needs and its method lacks; `null` where all is there. */
export const checkCode = ({
  code,
  account,
  currency,
}: Pick<Method, 'account' | 'currency'> & { code?: SourceCode | undefined }): string | null => {
  if (!code) return null
  if (code.kind === 'merchant') {
    const numeric = numericCodes[currency]
    return numeric === undefined || numeric === code.currency
      ? null
      : `the code is for another currency: ${currency} is ${numeric}`
  }
  const takes = code.kind === 'raast' ? 'PKR' : 'EUR'
  if (currency !== takes) return `a ${code.kind} code takes ${takes} only`
  return account.iban === undefined ? `a ${code.kind} code needs the account's iban` : null
}

/** What is wrong with where a card is paid; `null` where nothing is. */
export const checkCheckout = ({ type, checkout }: Pick<Method, 'type' | 'checkout'>): string | null => {
  if (type !== 'card') return checkout === undefined ? null : 'is for methods of type card only'
  if (checkout === undefined) return 'a card method needs the origin of the page it is paid on'
  return /^https:\/\/[a-z0-9.-]+(:\d+)?$/.test(checkout) ? null : 'must be an origin: https://pay.example'
}

/**
 * Checks an account as far as arithmetic goes: a mistyped digit would send donors' money to a stranger or nowhere.
 * IBAN: country, length, form and mod-97 check digits (ISO 13616); BIC: form and country (ISO 9362).
 */
export const checkAccount = ({ iban, number, bic }: Method['account'], type?: string): AccountFault[] => {
  const faults: AccountFault[] = []
  if (type === 'card') {
    if (iban !== undefined || number !== undefined)
      faults.push([iban === undefined ? 'number' : 'iban', 'a card is not paid into an account'])
  } else if ((iban === undefined) === (number === undefined))
    faults.push(['number', 'needs either an iban or a number'])
  if (number !== undefined && !/^[0-9A-Z-]{4,34}$/.test(number))
    faults.push(['number', 'must be 4 to 34 digits, capital letters or hyphens'])
  if (bic !== undefined && !isValidBIC(bic)) faults.push(['bic', `${bic} is not a BIC`])
  if (iban === undefined) return faults
  const { valid, errorCodes } = validateIBAN(iban)
  if (valid) return faults
  const digits = errorCodes.includes(Fault.WrongIBANChecksum) || errorCodes.includes(Fault.ChecksumNotNumber)
  faults.push([
    'iban',
    digits ? `${iban} fails its check digits` : `${iban} is not an IBAN (country, length or form)`,
  ])
  return faults
}
