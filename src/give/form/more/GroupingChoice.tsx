import { useWords } from '../../../ui/language.tsx'
import { useStore } from '../../../ui/use-store.ts'
import { lakhs, preferLakhs } from '../../grouping.ts'
import { formWords } from './words.ts'

/** How large amounts are grouped, remembered on this phone. */
export const GroupingChoice = () => {
  const t = useWords(formWords)
  return (
    <label class="give-check">
      <input
        type="checkbox"
        checked={useStore(lakhs)}
        onChange={(event) => preferLakhs(event.currentTarget.checked)}
      />
      <span>
        {t.lakhs} <bdi class="soft">(15,00,000)</bdi>
      </span>
    </label>
  )
}
