export interface SepaTransfer {
  /** At most 70 characters; longer is cut. */
  name: string
  iban: string
  bic?: string
  /** Decimal euros, 0.01 to 999999999.99. */
  amount: string
  /** Unstructured remittance information, at most 140 characters. */
  reference: string
}

/**
 * SEPA credit transfer as EPC069-12 version 002 lays it out: one element a line, UTF-8, error correction M. Lines after the last used
 * element are left away (section 4).
 */
export const epcCode = ({ name, iban, bic = '', amount, reference }: SepaTransfer): string => {
  const cut = (text: string, most: number) => [...text.replace(/[\r\n]+/g, ' ')].slice(0, most).join('')
  // Purpose and structured reference stay empty: ours is for people to read on a statement.
  return [
    'BCD',
    '002',
    '1',
    'SCT',
    bic,
    cut(name, 70),
    iban,
    `EUR${amount}`,
    '',
    '',
    cut(reference, 140),
  ].join('\n')
}
