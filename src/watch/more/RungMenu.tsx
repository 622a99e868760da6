import { formatBytes } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { bytesOfAnHour, type RungCost, rungsOf } from '../data/rates.ts'
import type { Player } from '../player/player.ts'
import type { PlayerState } from '../player/state.ts'
import type { Choice } from '../player/state-chosen.ts'
import { Menu } from './Menu.tsx'
import { playerWords } from './words.ts'

const choiceOf = (id: string): Choice => (/^\d+$/.test(id) ? Number(id) : (id as Choice))

/** What a choice is called. */
export const useRungName = (): ((rung: Pick<RungCost, 'choice' | 'height'>) => string) => {
  const t = useWords(playerWords).rung
  return ({ choice, height }) =>
    choice === 'voice' || choice === 'words' || choice === 'auto' ? t[choice] : t.height(height ?? 0)
}

/** What an hour of a choice costs: as measured, or what the broadcast says it takes at most. */
export const useHourly = (): ((rung: Pick<RungCost, 'kbps' | 'measured'>) => string) => {
  const t = useWords(playerWords).rung
  const { locale } = useLanguage()
  return ({ kbps, measured }) => {
    const size = formatBytes(bytesOfAnHour(kbps), locale)
    return measured ? t.anHour(size) : t.upToAnHour(size)
  }
}

/** Automatic, a picture, the voice or the words alone; what each costs stands beside it. */
export const RungMenu = ({ player, state }: { player: Player; state: PlayerState }) => {
  const t = useWords(playerWords).rung
  const nameOf = useRungName()
  const hourly = useHourly()
  const { choice, unsupported } = state
  const rungs = rungsOf(state)
  const options = rungs
    .filter(({ choice }) => !unsupported || choice === 'words')
    .map((rung) => ({
      id: String(rung.choice),
      label: nameOf(rung),
      hint: hourly(rung),
      checked: rung.choice === choice,
    }))
  const auto = { id: 'auto', label: t.auto, hint: t.autoHint, checked: choice === 'auto' }
  const chosen = rungs.find((rung) => rung.choice === choice)
  const shown = chosen ? nameOf(chosen) : t.now[state.rung]
  return (
    <Menu
      name={t.menu}
      shown={shown}
      face={
        <>
          <Icon name="settings" />
          <span class="watch-tool-words">{shown}</span>
        </>
      }
      groups={[{ options: [auto, ...options] }]}
      onChoose={(id) => player.choose(choiceOf(id))}
    />
  )
}
