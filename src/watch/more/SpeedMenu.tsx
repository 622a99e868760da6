import { useLanguage, useWords } from '../../ui/language.tsx'
import type { Player } from '../player/player.ts'
import { speeds } from '../player/speed.ts'
import type { PlayerState } from '../player/state.ts'
import { Menu } from './Menu.tsx'
import { playerWords } from './words.ts'

/** How fast it is heard, pitch kept. At live nothing is faster than it is spoken. */
export const SpeedMenu = ({ player, state }: { player: Player; state: PlayerState }) => {
  const t = useWords(playerWords).speed
  const { locale } = useLanguage()
  const times = (speed: number) => t.times(new Intl.NumberFormat(locale).format(speed))
  const live = state.behind <= state.aim
  const hintOf = (speed: number) =>
    speed < 1 ? t.slower : speed === 1 ? t.normal : live ? t.atLive : t.faster
  const shown = times(state.manual === 1 && state.catching ? state.speed : state.manual)
  return (
    <Menu
      name={t.menu}
      shown={shown}
      face={<bdi class="watch-tool-words">{shown}</bdi>}
      groups={[
        {
          options: speeds.map((speed) => ({
            id: String(speed),
            label: <bdi>{times(speed)}</bdi>,
            hint: hintOf(speed),
            checked: speed === state.manual,
            disabled: live && speed > 1,
          })),
        },
      ]}
      onChoose={(id) => player.setSpeed(Number(id))}
    />
  )
}
