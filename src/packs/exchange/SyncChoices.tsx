import { useWords } from '../../ui/language.tsx'
import { choiceOf, syncChoices, type Wishes, wishesOf } from '../wishes.ts'
import { exchangeWords } from './words.ts'

interface Props {
  wishes: Wishes
  /** Words only, because the browser spares data and nobody has chosen. */
  sparing: boolean
  onWish: (wishes: Wishes) => void
}

/** What is fetched by itself: words, with sound, everything. */
export const SyncChoices = ({ wishes, sparing, onWish }: Props) => {
  const t = useWords(exchangeWords).room
  const chosen = choiceOf(wishes)
  return (
    <fieldset class="packs-choices">
      <legend>{t.choice}</legend>
      {syncChoices.map((choice) => (
        <label key={choice} class="packs-check">
          <input
            type="radio"
            name="packs-sync-choice"
            checked={choice === chosen}
            onChange={() => onWish(wishesOf(choice))}
          />
          <span>{t.choices[choice].name}</span>
          <span class="soft packs-check-hint">{t.choices[choice].hint}</span>
        </label>
      ))}
      {sparing && <p class="soft packs-line">{t.savesData}</p>}
      {chosen === null && <p class="soft packs-line">{t.own}</p>}
    </fieldset>
  )
}
