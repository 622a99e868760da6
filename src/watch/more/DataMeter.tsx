import { useState } from 'preact/hooks'
import { fold } from '../../shared/find/fold.ts'
import { formatBytes } from '../../ui/format.ts'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { capPresets, readCap } from '../data/cap.ts'
import { bytesOfAnHour, rungsOf } from '../data/rates.ts'
import type { Player } from '../player/player.ts'
import type { PlayerState } from '../player/state.ts'
import { useHourly, useRungName } from './RungMenu.tsx'
import { playerWords } from './words.ts'

const kinds = ['voice', 'video', 'text', 'playlist'] as const

/** A limit of one's own: typed, in the digits of any keyboard. */
const OwnCap = ({ player, onSet }: { player: Player; onSet: () => void }) => {
  const t = useWords(playerWords).data
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  return (
    <form
      class="watch-own-cap"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const cap = readCap(fold(typed).text)
        setWrong(cap === null)
        if (cap === null) return
        player.setCap(cap)
        onSet()
      }}
    >
      <label>
        {t.ownLabel}
        <input
          class="input"
          inputMode="numeric"
          autoComplete="off"
          dir="ltr"
          value={typed}
          aria-invalid={wrong}
          aria-describedby={wrong ? 'watch-cap-wrong' : undefined}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button">
        {t.set}
      </button>
      <p id="watch-cap-wrong" class="watch-cap-wrong" role="alert">
        {wrong && t.ownWrong}
      </p>
    </form>
  )
}

/** What the broadcast has cost, by kind; what an hour of it costs at each rung; and a limit. */
export const DataMeter = ({ player, state }: { player: Player; state: PlayerState }) => {
  const t = useWords(playerWords).data
  const { locale } = useLanguage()
  const nameOf = useRungName()
  const hourly = useHourly()
  const [typing, setTyping] = useState(false)
  const { bytes, cap, used } = state
  const rungs = rungsOf(state)
  const size = (count: number) => formatBytes(count, locale)
  const voice = rungs.find(({ choice }) => choice === 'voice')?.kbps ?? 0
  const hours = (count: number) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(count / bytesOfAnHour(voice))
  // A limit of one's own is one more of those on offer.
  const offered = [...new Set([...capPresets, ...(cap === null ? [] : [cap])])].sort((a, b) => a - b)
  return (
    <details class="watch-meter">
      <summary>{t.title}</summary>
      <dl>
        {kinds.map((kind) => (
          <div key={kind}>
            <dt>{t.kind[kind]}</dt>
            <dd>
              <bdi>{size(bytes[kind])}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <p class="soft">{t.evening(size(used))}</p>
      <h3>{t.hour}</h3>
      <dl>
        {rungs.map((rung) => (
          <div key={rung.choice}>
            <dt>{nameOf(rung)}</dt>
            <dd>{hourly(rung)}</dd>
          </div>
        ))}
      </dl>
      <label class="watch-cap">
        {t.cap}
        <select
          class="input"
          value={typing ? 'own' : String(cap ?? '')}
          onChange={({ currentTarget: { value } }) => {
            setTyping(value === 'own')
            if (value !== 'own') player.setCap(value === '' ? null : Number(value))
          }}
        >
          <option value="">{t.noCap}</option>
          {offered.map((one) => (
            <option key={one} value={String(one)}>
              {voice > 0 ? t.preset(size(one), hours(one)) : size(one)}
            </option>
          ))}
          <option value="own">{t.own}</option>
        </select>
      </label>
      {typing && <OwnCap player={player} onSet={() => setTyping(false)} />}
      {cap !== null && <p class="soft">{t.left(size(Math.max(0, cap - used)))}</p>}
    </details>
  )
}
