import { formatMoney, type Money } from '../shared/money.ts'
import { useLanguage } from './language.tsx'

/** An amount of money, isolated from the direction of the text around it. */
export const Amount = ({ money }: { money: Money }) => {
  const { locale } = useLanguage()
  return <bdi class="amount">{formatMoney(money, locale)}</bdi>
}
