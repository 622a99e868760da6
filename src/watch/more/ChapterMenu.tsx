import { formatTime } from '../../ui/format.ts'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { Said } from '../../ui/Said.tsx'
import type { Player } from '../player/player.ts'
import type { PlayerState } from '../player/state.ts'
import { type Chapter, chapterAt } from './chapters.ts'
import { Menu } from './Menu.tsx'
import { PlayerIcon } from './PlayerIcon.tsx'
import { playerWords } from './words.ts'

interface Props {
  player: Player
  state: PlayerState
  chapters: readonly Chapter[]
}

/** The programme as a list to tap; nothing where the window holds none of it. */
export const ChapterMenu = ({ player, state, chapters }: Props) => {
  const t = useWords(playerWords).chapters
  const { locale } = useLanguage()
  if (chapters.length === 0) return null
  const now = chapterAt(chapters, state.position)
  return (
    <Menu
      name={t.menu}
      face={<PlayerIcon name="chapters" />}
      groups={[
        {
          options: chapters.map((chapter) => ({
            id: chapter.id,
            label: <Said text={chapter.title} />,
            hint: t.at(formatTime(chapter.starts, locale)),
            checked: chapter.id === now?.id,
          })),
        },
      ]}
      onChoose={(id) => {
        const chosen = chapters.find((chapter) => chapter.id === id)
        if (chosen) player.seekTo(chosen.starts)
      }}
    />
  )
}
