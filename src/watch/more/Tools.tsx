import { useWords } from '../../ui/language.tsx'
import type { Player } from '../player/player.ts'
import type { PlayerState } from '../player/state.ts'
import { ChapterMenu } from './ChapterMenu.tsx'
import type { Chapter } from './chapters.ts'
import { canFillScreen, toggleFullScreen, useFullScreen } from './full-screen.ts'
import { canStandApart, toggleApart } from './in-picture.ts'
import { PlayerIcon } from './PlayerIcon.tsx'
import { keysShown } from './preferences.ts'
import { RungMenu } from './RungMenu.tsx'
import { SpeedMenu } from './SpeedMenu.tsx'
import { WordsMenu } from './WordsMenu.tsx'
import { playerWords } from './words.ts'

interface Props {
  player: Player
  state: PlayerState
  media: HTMLVideoElement
  chapters: readonly Chapter[]
}

/** The row of menus and of what the browser itself can do. */
export const Tools = ({ player, state, media, chapters }: Props) => {
  const t = useWords(playerWords)
  const full = useFullScreen()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is sent
    <div class="watch-tools" role="group" aria-label={t.tools}>
      <RungMenu player={player} state={state} />
      {!state.unsupported && <SpeedMenu player={player} state={state} />}
      {state.languages.length > 0 && <WordsMenu player={player} state={state} />}
      <ChapterMenu player={player} state={state} chapters={chapters} />
      <div class="watch-tools-end">
        <button
          type="button"
          class="button watch-tool watch-tool-keys"
          aria-label={t.keys.menu}
          title={t.keys.menu}
          aria-haspopup="dialog"
          onClick={() => keysShown.set(true)}
        >
          <PlayerIcon name="keys" />
        </button>
        {canStandApart(media) && !state.unsupported && (
          <button
            type="button"
            class="button watch-tool"
            aria-label={t.inPicture}
            title={t.inPicture}
            onClick={() => void toggleApart(media)}
          >
            <PlayerIcon name="inPicture" />
          </button>
        )}
        {canFillScreen(media) && (
          <button
            type="button"
            class="button watch-tool"
            aria-label={full ? t.leaveFullScreen : t.fullScreen}
            title={full ? t.leaveFullScreen : t.fullScreen}
            onClick={() => void toggleFullScreen(media)}
          >
            <PlayerIcon name={full ? 'leaveFull' : 'full'} />
          </button>
        )}
      </div>
    </div>
  )
}
