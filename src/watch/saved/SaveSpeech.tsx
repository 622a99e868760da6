import { useState } from 'preact/hooks'
import { type ProblemKey, toProblem } from '../../shared/problem.ts'
import type { SavedSpeech } from '../../shared/saved.ts'
import { formatBytes, formatClock, formatDateTime, formatTime } from '../../ui/format.ts'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { Notice, ProblemNotice } from '../../ui/Notice.tsx'
import { useFocusKept } from '../../ui/use-focus-kept.ts'
import type { KeptProps } from '../kept/Kept.tsx'
import { keptWords } from '../kept/words.ts'
import { cutOut } from './cut-out.ts'
import { openSaved, saveSpeech } from './saved-speeches.ts'
import { stretchAt } from './stretch.ts'
import { writeVtt } from './write-vtt.ts'

/** Choices of how far back, minutes. */
const spans = [1, 5, 10, 30, 60]

type At = 'idle' | 'saving' | 'nothing' | 'undone' | { saved: SavedSpeech } | { problem: ProblemKey }

/** One tap, and what is being said is in the library: its voice as a file, and its words. */
export const SaveSpeech = ({
  player,
  state,
  lines,
  by,
  programme,
  position,
}: KeptProps & { position: number }) => {
  const { language, locale } = useLanguage()
  const t = useWords(keptWords).save
  const [minutes, setMinutes] = useState(10)
  const [at, setAt] = useState<At>('idle')
  const part = useFocusKept<HTMLElement>()
  const window = state.window ?? { start: position, end: position }
  const { from, to, entry } = stretchAt(programme, position, window, minutes)

  const save = async () => {
    setAt('saving')
    try {
      const { segments, held } = player.onPhone()
      const cut = await cutOut(segments, lines, from, to, held)
      if (!cut) return setAt('nothing')
      const name = `${t.broadcast}, ${formatDateTime(cut.from, locale)}`
      const speech = {
        title: entry?.title ?? { en: name, ur: name },
        by: { en: by, ur: by },
        from: cut.from,
        to: cut.to,
        savedAt: Date.now(),
        seconds: cut.seconds,
        missing: cut.missing,
        words: cut.cues.length > 0 ? language : null,
      }
      setAt({ saved: await saveSpeech(speech, cut.file, writeVtt(cut.cues)) })
    } catch (error) {
      setAt({ problem: toProblem(error).key })
    }
  }
  const undo = (id: string) => {
    openSaved()
      .remove(id)
      .then(
        () => setAt('undone'),
        (error: unknown) => setAt({ problem: toProblem(error).key }),
      )
  }
  const saved = typeof at === 'object' && 'saved' in at ? at.saved : null
  return (
    <section ref={part} class="watch-data" aria-labelledby="watch-save">
      <h2 id="watch-save">{t.title}</h2>
      <p class="soft">{t.more}</p>
      {!entry && (
        <label class="watch-cap">
          {t.howMuch}
          <select
            class="input"
            value={String(minutes)}
            onChange={(event) => setMinutes(Number(event.currentTarget.value))}
          >
            {spans.map((n) => (
              <option key={n} value={String(n)}>
                {t.minutes(n)}
              </option>
            ))}
          </select>
        </label>
      )}
      <button
        type="button"
        class="button"
        aria-disabled={at === 'saving'}
        onClick={() => void (at === 'saving' || save())}
      >
        {at === 'saving' ? t.saving : entry ? t.item(entry.title[language]) : t.last(minutes)}
      </button>
      <div role="status">
        {at === 'nothing' && <p>{t.nothing}</p>}
        {at === 'undone' && <p>{t.undone}</p>}
        {saved && (
          <Notice tone="good" live={false}>
            <p>
              {t.saved(formatClock(saved.seconds), formatBytes(saved.bytes, locale))}{' '}
              {t.from(formatTime(saved.from, locale), formatTime(saved.to, locale))}
            </p>
            {saved.missing > 0 && <p>{t.missing(formatClock(saved.missing))}</p>}
            <p class="row">
              <a class="button" href={`/read/${saved.id}`}>
                {t.open}
              </a>
              <button type="button" class="button button-quiet" onClick={() => undo(saved.id)}>
                {t.undo}
              </button>
            </p>
          </Notice>
        )}
      </div>
      {typeof at === 'object' && 'problem' in at && <ProblemNotice problem={at.problem} />}
    </section>
  )
}
