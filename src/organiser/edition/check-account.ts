import { ValidationErrorsIBAN as Fault, isValidBIC, validateIBAN } from 'ibantools'
import type { Method } from '../../shared/giving.ts'

/** Field of an account and what is wrong with it. */
export type AccountFault = [field: 'iban' | 'number' | 'bic', message: string]

/** What a scanned code needs and its method lacks; `null` where all is there. */
export const checkCode = ({
  code,
  account,
  currency,
}: Pick<Method, 'code' | 'account' | 'currency'>): string | null => {
  if (!code || code.kind === 'merchant') return null
  const takes = code.kind === 'raast' ? 'PKR' : 'EUR'
  if (currency !== takes) return `a ${code.kind} code takes ${takes} only`
  return account.iban === undefined ? `a ${code.kind} code needs the account's iban` : null
}

/**
 * Checks an account as far as arithmetic goes: a mistyped digit would send donors' money to a stranger or nowhere.
 * IBAN: country, length, form and mod-97 check digits (ISO 13616); BIC: form and country (ISO 9362).
 */
export const checkAccount = ({ iban, number, bic }: Method['account']): AccountFault[] => {
  const faults: AccountFault[] = []
  if ((iban === undefined) === (number === undefined))
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
