import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { formatTime } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.tsx'
import type { Found } from '../more/FindWords.tsx'
import type { Player } from '../player/player.ts'
import type { PlayerState } from '../player/state.ts'
import { type Line, lineAt } from '../words/transcript.ts'
import type { More } from './use-more.ts'

interface Props {
  player: Player
  state: PlayerState
  lines: readonly Line[]
  /** Brings the search, once it has come. */
  more: More | null
}

/** More lines than anyone scrolls through on a phone; older ones come back with a seek, or when they are found. */
const shown = 150

/** The words as they are spoken; a tap on a line goes there. Follows the voice, and runs ahead of it when it waits. */
export const Transcript = ({ player, state, lines, more }: Props) => {
  const { text, locale } = useLanguage()
  const t = text.watch
  const list = useRef<HTMLOListElement>(null)
  const [following, setFollowing] = useState(true)
  const [found, setFound] = useState<Found | null>(null)
  const { position, rung, unsupported, language } = state
  const current = lineAt(lines, position ?? 0)
  const read = rung === 'text' || unsupported ? lines.length - 1 : current
  const looking = found?.line ? lines.indexOf(found.line) : -1
  const last = looking >= 0 ? looking : read
  const from = Math.max(0, Math.min(last, lines.length) - shown)
  const visible = lines.slice(from, from + 2 * shown)
  const focus = visible[last - from]
  const follows = following || looking >= 0

  // Before the paint: lines must not be seen where they do not stay.
  useLayoutEffect(() => {
    const box = list.current
    const line = box?.querySelector<HTMLElement>('[data-focus]')
    if (follows && box && line) box.scrollTop = line.offsetTop - box.clientHeight / 3
  }, [follows, focus])

  // The player's state changes five times a second, these lines once in some seconds: a cheap phone must not draw hundreds of them each time.
  const items = useMemo(
    () =>
      visible.map((line, index) => {
        const heard = from + index <= current
        return (
          <li
            key={`${line.starts} ${line.text}`}
            class={line === visible[current - from] ? 'watch-line watch-line-now' : 'watch-line'}
            {...(line === focus ? { 'data-focus': true } : {})}
            {...(found && line === found.line ? { 'data-found': true } : {})}
          >
            <button
              type="button"
              tabIndex={line === focus ? 0 : -1}
              aria-current={line === visible[current - from] ? 'true' : undefined}
              onClick={() => {
                setFollowing(true)
                player.seekTo(line.starts)
              }}
            >
              <bdi class="visually-hidden">{formatTime(line.starts, locale)} </bdi>
              {line.speaker && visible[index - 1]?.speaker !== line.speaker && (
                <bdi class="watch-speaker">{line.speaker}</bdi>
              )}
              <bdi dir="auto" class={heard ? undefined : 'watch-line-coming'}>
                {found
                  ? found
                      .pieces(line)
                      .map(({ text, marked }, at) => (marked ? <mark key={at}>{text}</mark> : text))
                  : line.text}
              </bdi>
            </button>
          </li>
        )
      }),
    [lines, from, current, focus, locale, player, found],
  )

  const release = () => setFollowing(false)
  /** From line to line, as through the words of a recording. */
  const onKey = (event: KeyboardEvent) => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    release()
    buttons[to]?.focus()
  }
  return (
    <section class="watch-words" aria-labelledby="watch-words">
      <h2 id="watch-words">{t.words}</h2>
      {more && visible.length > 0 && (
        <more.FindWords lines={lines} current={lines[read]} onFound={setFound} />
      )}
      {visible.length === 0 ? (
        <p class="soft">{t.wordsEmpty}</p>
      ) : (
        <ol
          ref={list}
          class="watch-lines"
          lang={language ?? undefined}
          onWheel={release}
          onTouchMove={release}
          onKeyDown={onKey}
        >
          {items}
        </ol>
      )}
      {!following && visible.length > 0 && (
        <button type="button" class="button button-quiet" onClick={() => setFollowing(true)}>
          {t.follow}
        </button>
      )}
    </section>
  )
}
