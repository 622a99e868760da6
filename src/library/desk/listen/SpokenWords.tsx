import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { parseVtt } from '../../../shared/webvtt.ts'
import { formatClock } from '../../../ui/format.ts'
import { useText, useWords } from '../../../ui/language.tsx'
import { deskWords } from '../words.ts'
import { cueAt } from './cues.ts'

interface Props {
  /** A WebVTT file. */
  captions: string
  language: string
  /** Seconds heard so far; `null` while it is not open: nothing is marked. */
  at: number | null
  /** Where the recording breaks off, seconds. */
  cutAt: number | undefined
  /** Seconds at which something was found; the line is shown and marked. */
  found: number | undefined
  /** `null` where the recording is not on this phone, and its words stand alone. */
  onSeek: ((seconds: number) => void) | null
}

/** How far from the top of the box the line being spoken is kept. */
const third = 3

/** Every line of a recording with the one being spoken marked and kept in view, until the reader scrolls. A tap goes there. */
export const SpokenWords = ({ captions, language, at, cutAt, found, onSeek }: Props) => {
  const t = useWords(deskWords).listen
  const library = useText().library
  const cues = useMemo(() => parseVtt(captions).cues, [captions])
  const box = useRef<HTMLOListElement>(null)
  const [following, setFollowing] = useState(true)
  const [focused, setFocused] = useState(0)
  const current = at === null ? -1 : cueAt(cues, at)
  const marked = found === undefined ? -1 : cueAt(cues, found + 0.001)
  const wanted = at === null ? marked : current

  useEffect(() => {
    const list = box.current
    const line = list?.children[wanted]
    if (!following || !list || !(line instanceof HTMLElement)) return
    // The box is the line's offset parent (desk.css).
    list.scrollTop = line.offsetTop - list.clientHeight / third
  }, [following, wanted])

  useEffect(() => {
    const line = box.current?.children[marked]?.querySelector('button')
    if (!line) return
    setFocused(marked)
    line.focus({ preventScroll: true })
    box.current?.scrollIntoView({ block: 'center' })
  }, [marked])

  const release = () => setFollowing(false)
  const focusLine = (index: number) => {
    const next = Math.max(0, Math.min(cues.length - 1, index))
    setFocused(next)
    box.current?.children[next]?.querySelector('button')?.focus()
  }
  const onKey = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowDown: focused + 1,
      ArrowUp: focused - 1,
      Home: 0,
      End: cues.length - 1,
    }
    const next = steps[event.key]
    if (next === undefined) return
    event.preventDefault()
    release()
    focusLine(next)
  }
  if (cues.length === 0) return null
  return (
    <section class="library-cues" aria-labelledby="library-cues">
      <h2 id="library-cues">{t.spoken}</h2>
      {onSeek && <p class="soft">{t.spokenHint}</p>}
      <ol
        ref={box}
        class="library-cue-list"
        lang={language}
        dir="auto"
        onWheel={release}
        onTouchMove={release}
        onKeyDown={onKey}
      >
        {cues.map(({ starts, text }, index) => (
          <li key={`${starts} ${text}`}>
            <button
              type="button"
              class="library-cue"
              tabIndex={index === focused ? 0 : -1}
              aria-current={index === current ? 'true' : undefined}
              data-found={index === marked ? '' : undefined}
              onFocus={() => setFocused(index)}
              onClick={() => {
                setFollowing(true)
                onSeek?.(starts)
              }}
            >
              <bdi class="library-cue-time" dir="ltr">
                {formatClock(starts)}
              </bdi>
              <span>{text}</span>
            </button>
          </li>
        ))}
        {cutAt !== undefined && <li class="library-cue-cut">{library.cutAt(formatClock(cutAt))}</li>}
      </ol>
      {!following && (
        <button type="button" class="button button-quiet" onClick={() => setFollowing(true)}>
          {t.follow}
        </button>
      )}
    </section>
  )
}
