import { useWords } from '../../ui/language.tsx'
import { languages } from '../../ui/load-language.ts'
import { useStore } from '../../ui/use-store.ts'
import type { Player } from '../player/player.ts'
import type { PlayerState } from '../player/state.ts'
import { Menu } from './Menu.tsx'
import { PlayerIcon } from './PlayerIcon.tsx'
import { wordsOver } from './preferences.ts'
import { playerWords } from './words.ts'

/** The language of the words, and whether they stand over the picture. */
export const WordsMenu = ({ player, state }: { player: Player; state: PlayerState }) => {
  const t = useWords(playerWords).words
  const over = useStore(wordsOver)
  const names = new Map(languages)
  return (
    <Menu
      name={t.menu}
      face={<PlayerIcon name="over" />}
      groups={[
        { name: t.menu, several: true, options: [{ id: 'over', label: t.over, checked: over }] },
        {
          name: t.languages,
          options: state.languages.map((tag) => ({
            id: tag,
            label: <bdi lang={tag}>{names.get(tag) ?? tag}</bdi>,
            checked: tag === state.language,
          })),
        },
      ]}
      onChoose={(id) => (id === 'over' ? wordsOver.set(!over) : player.setLanguage(id))}
    />
  )
}
