import type { Giving } from '../giving.ts'

const between = '[\\s\\u00a0-]*'

/**
 * Takes the organisation's account numbers out of a text, however they are spaced. A page that cannot check itself must not name an account:
 * whoever changes the number in it would collect.
 */
export const hideAccounts = (
  text: string,
  giving: Pick<Giving, 'methods'> | null,
  instead: string,
): string => {
  const numbers = (giving?.methods ?? [])
    .flatMap(({ account }) => [account.iban, account.number])
    .map((number) => number?.replace(/[\s-]/g, '') ?? '')
    .filter((number) => number.length >= 5)
    // A longer number may hold a shorter one.
    .sort((a, b) => b.length - a.length)
  return numbers.reduce((shown, number) => {
    const spaced = [...number].map((character) => character.replace(/[^\p{L}\p{N}]/gu, '\\$&')).join(between)
    return shown.replace(new RegExp(spaced, 'giu'), instead)
  }, text)
}
